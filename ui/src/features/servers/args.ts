import type { Field, JsonObject } from "./schema";

/** A tool's arguments as they are being entered: as a form or as JSON, each keeping what the other had. */
export interface ArgsDraft {
  mode: "form" | "json";
  /** What the form holds. */
  values: JsonObject;
  /** Numbers and JSON as they are typed, by name: they mean nothing until they are complete. */
  texts: Record<string, string>;
  /** What the JSON view holds. */
  json: string;
}

/** What is wrong with an argument. */
export type Wrong =
  | "missing"
  | "number"
  | "integer"
  | "inexact"
  | "json"
  | "object"
  | { tooSmall: number }
  | { tooLarge: number }
  | { tooShort: number }
  | { tooLong: number };

/** Arguments ready to be sent, or what is wrong, by name; `""` for what concerns them all. */
export interface Read {
  args: JsonObject;
  wrong: Record<string, Wrong>;
}

/** What a form begins with: the defaults. */
export function argsOf(fields: readonly Field[]): ArgsDraft {
  const values: JsonObject = {};
  for (const { name, required, input, default: given } of fields) {
    if (given !== undefined) values[name] = given;
    else if (required && input.kind === "switch") values[name] = false;
    else if (required && input.kind === "texts") values[name] = [];
  }
  return { mode: "form", values, texts: {}, json: "{}" };
}

/** The arguments of an earlier run, to be changed and run again. */
export function argsFrom(args: JsonObject, mode: ArgsDraft["mode"]): ArgsDraft {
  return { mode, values: args, texts: {}, json: pretty(args) };
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A number or a JSON value as its field shows it. */
export function textOf(draft: ArgsDraft, name: string): string {
  const typed = draft.texts[name];
  if (typed !== undefined) return typed;
  const value = draft.values[name];
  return value === undefined ? "" : pretty(value);
}

function without(values: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = values;
  return rest;
}

/** The draft with one value set; `undefined` takes it away. */
export function withValue(
  draft: ArgsDraft,
  name: string,
  value: JsonObject[string] | undefined,
): ArgsDraft {
  const values = without(draft.values, name);
  return { ...draft, values: value === undefined ? values : { ...draft.values, [name]: value } };
}

/** The draft with a number or JSON as it is typed. */
export function withText(draft: ArgsDraft, field: Field, text: string): ArgsDraft {
  const read = parsed(field, text);
  const texts = { ...draft.texts, [field.name]: text };
  return { ...withValue(draft, field.name, "value" in read ? read.value : undefined), texts };
}

function parsed(
  field: Field,
  text: string,
): { value: JsonObject[string] | undefined } | { wrong: Wrong } {
  const words = text.trim();
  if (words === "") return { value: undefined };
  if (field.input.kind === "json") {
    try {
      return { value: JSON.parse(words) as JsonObject[string] };
    } catch {
      return { wrong: "json" };
    }
  }
  const value = Number(words);
  const whole = field.input.kind === "number" && field.input.whole;
  if (!Number.isFinite(value)) return { wrong: "number" };
  if (whole && !Number.isInteger(value)) return { wrong: "integer" };
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return { wrong: "inexact" };
  return { value };
}

function beyond(field: Field, value: JsonObject[string]): Wrong | null {
  const { input } = field;
  if (input.kind === "number" && typeof value === "number") {
    if (input.least !== undefined && value < input.least) return { tooSmall: input.least };
    if (input.most !== undefined && value > input.most) return { tooLarge: input.most };
  }
  if (input.kind === "text" && typeof value === "string") {
    const length = [...value].length;
    if (input.least !== undefined && length < input.least) return { tooShort: input.least };
    if (input.most !== undefined && length > input.most) return { tooLong: input.most };
  }
  return null;
}

function wrongIn(field: Field, draft: ArgsDraft): Wrong | null {
  const typed = draft.texts[field.name];
  if (typed !== undefined) {
    const read = parsed(field, typed);
    if ("wrong" in read) return read.wrong;
  }
  const value = draft.values[field.name];
  if (value === undefined) return field.required ? "missing" : null;
  return beyond(field, value);
}

function readJson(json: string): JsonObject | Wrong {
  try {
    const value: unknown = json.trim() === "" ? {} : JSON.parse(json);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : "object";
  } catch {
    return "json";
  }
}

/** What the draft stands for. The engine checks it against the whole schema; this is for the eye. */
export function read(draft: ArgsDraft, fields: readonly Field[]): Read {
  if (draft.mode === "json") {
    const value = readJson(draft.json);
    return typeof value === "string"
      ? { args: {}, wrong: { "": value } }
      : { args: value as JsonObject, wrong: {} };
  }
  const wrong: Record<string, Wrong> = {};
  for (const field of fields) {
    const found = wrongIn(field, draft);
    if (found) wrong[field.name] = found;
  }
  return { args: draft.values, wrong };
}

/** The same arguments in the other view; `null` while the JSON cannot be shown as a form. */
export function switched(draft: ArgsDraft, mode: ArgsDraft["mode"]): ArgsDraft | null {
  if (mode === draft.mode) return draft;
  if (mode === "json") return { ...draft, mode, json: pretty(draft.values) };
  const value = readJson(draft.json);
  if (typeof value === "string") return null;
  // What was typed and not complete is not in the JSON: it is still there in the form.
  const texts = Object.fromEntries(
    Object.entries(draft.texts).filter(
      ([name]) => draft.values[name] === undefined && !(name in value),
    ),
  );
  return { mode, values: value as JsonObject, texts, json: draft.json };
}

/** The names that are sent although the form has no field for them. */
export function beside(draft: ArgsDraft, fields: readonly Field[]): string[] {
  const shown = new Set(fields.map((field) => field.name));
  return Object.keys(draft.values).filter((name) => !shown.has(name));
}
