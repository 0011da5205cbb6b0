import type { JsonValue } from "../ipc/generated";
import type { JsonObject } from "./wire";

/** One argument of a tool, to be read. */
export interface Argument {
  name: string;
  /** Its type in JSON Schema's words, or the values that it may have. */
  type: string;
  required: boolean;
  description: string;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How deep a type is read, so that a schema that is a joke ends. */
const DEPTH = 4;

function typeOf(schema: JsonValue | undefined, depth = 0): string {
  if (!isObject(schema) || depth > DEPTH) return "";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }
  for (const any of [schema.anyOf, schema.oneOf]) {
    if (!Array.isArray(any)) continue;
    const types = any.map((one) => typeOf(one, depth + 1));
    return types.every((type) => type !== "") ? types.join(" | ") : "";
  }
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  if (schema.type === "array") {
    const items = typeOf(schema.items, depth + 1);
    return items === "" ? "array" : `${items}[]`;
  }
  if (typeof schema.type === "string") return schema.type;
  return typeof schema.$ref === "string" ? (schema.$ref.split("/").at(-1) ?? "") : "";
}

/** The arguments of a tool in the order in which its schema names them. Nothing is fetched or run. */
export function argumentsIn(schema: JsonObject): Argument[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).map(([name, one]) => ({
    name,
    type: typeOf(one),
    required: required.includes(name),
    description: isObject(one) && typeof one.description === "string" ? one.description : "",
  }));
}
