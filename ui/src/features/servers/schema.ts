import type { JsonValue } from "../../ipc/generated";

/** A JSON object. */
export type JsonObject = { [key in string]: JsonValue };

/** One of the values that a field may have. */
export interface Option {
  /** The value as JSON, which names it. */
  key: string;
  text: string;
}

/** How one argument is entered. */
export type Input =
  | { kind: "text"; long: boolean; least?: number; most?: number }
  | { kind: "number"; whole: boolean; least?: number; most?: number }
  | { kind: "switch" }
  | { kind: "choice"; options: Option[] }
  | { kind: "texts" }
  | { kind: "json" };

/** One argument of a tool, as its form shows it. */
export interface Field {
  name: string;
  label: string;
  description: string;
  required: boolean;
  default?: JsonValue;
  input: Input;
}

/** Names of arguments that usually hold more than a line. */
const LONG = /text|content|code|body|message|prompt|description|draft|document|query|sql|script/i;
/** How deep references are followed, so that one that names itself ends. */
const DEPTH = 8;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberIn(schema: JsonObject, key: string): number | undefined {
  const value = schema[key];
  return typeof value === "number" ? value : undefined;
}

/** What a reference within the schema points to. Nothing is ever fetched. */
function pointed(root: JsonObject, reference: string): JsonObject {
  if (!reference.startsWith("#")) return {};
  let here: JsonValue | undefined = root;
  for (const part of reference.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    here = isObject(here) ? here[key] : undefined;
  }
  return isObject(here) ? here : {};
}

/** A schema with its reference followed, and "or null" set aside: what is not given is left out. */
function plain(root: JsonObject, schema: JsonValue | undefined, depth = 0): JsonObject {
  if (!isObject(schema) || depth > DEPTH) return {};
  if (typeof schema.$ref === "string") {
    const { $ref, ...beside } = schema;
    return { ...plain(root, pointed(root, String($ref)), depth + 1), ...beside };
  }
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const any = schema[key];
    if (!Array.isArray(any)) continue;
    const others = any.filter((one) => !(isObject(one) && one.type === "null"));
    if (others.length !== 1) continue;
    const { [key]: _, ...beside } = schema;
    return { ...plain(root, others[0], depth + 1), ...beside };
  }
  const type = schema.type;
  if (Array.isArray(type)) {
    const others = type.filter((one) => one !== "null");
    if (others.length === 1 && others[0] !== undefined) return { ...schema, type: others[0] };
  }
  return schema;
}

function optionsOf(schema: JsonObject): Option[] | null {
  const values = schema.enum;
  if (Array.isArray(values)) {
    return values.map((value) => ({
      key: JSON.stringify(value),
      text: typeof value === "string" ? value : JSON.stringify(value),
    }));
  }
  const any = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(any)) return null;
  const options: Option[] = [];
  for (const one of any) {
    if (!isObject(one) || one.const === undefined) return null;
    const text = typeof one.const === "string" ? one.const : JSON.stringify(one.const);
    const title = one.title;
    options.push({
      key: JSON.stringify(one.const),
      text: typeof title === "string" ? title : text,
    });
  }
  return options;
}

function bounds(least: number | undefined, most: number | undefined) {
  return { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
}

function inputOf(root: JsonObject, name: string, schema: JsonObject): Input {
  const options = optionsOf(schema);
  if (options) return { kind: "choice", options };
  switch (schema.type) {
    case "string": {
      const most = numberIn(schema, "maxLength");
      const multiline = typeof schema.default === "string" && schema.default.includes("\n");
      return {
        kind: "text",
        long: multiline || (most ?? 0) > 200 || (most === undefined && LONG.test(name)),
        ...bounds(numberIn(schema, "minLength"), most),
      };
    }
    case "number":
    case "integer":
      return {
        kind: "number",
        whole: schema.type === "integer",
        ...bounds(numberIn(schema, "minimum"), numberIn(schema, "maximum")),
      };
    case "boolean":
      return { kind: "switch" };
    case "array": {
      const items = plain(root, schema.items);
      return items.type === "string" && !optionsOf(items) ? { kind: "texts" } : { kind: "json" };
    }
    default:
      return { kind: "json" };
  }
}

/** The arguments of a tool, in the order in which its schema names them. */
export function fieldsOf(root: JsonObject): Field[] {
  const properties = isObject(root.properties) ? root.properties : {};
  const required = Array.isArray(root.required) ? root.required : [];
  return Object.entries(properties).map(([name, raw]) => {
    const schema = plain(root, raw);
    const { title, description } = schema;
    return {
      name,
      label: typeof title === "string" && title !== "" ? title : name,
      description: typeof description === "string" ? description : "",
      required: required.includes(name),
      ...(schema.default === undefined || schema.default === null
        ? {}
        : { default: schema.default }),
      input: inputOf(root, name, schema),
    };
  });
}
