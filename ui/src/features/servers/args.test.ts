import { describe, expect, test } from "vitest";
import {
  type ArgsDraft,
  argsFrom,
  argsOf,
  beside,
  read,
  switched,
  textOf,
  withText,
  withValue,
} from "./args";
import { fieldsOf, type JsonObject } from "./schema";

const schema: JsonObject = {
  type: "object",
  $defs: { Mood: { enum: ["calm", "cross"], description: "How it feels." } },
  properties: {
    text: { type: "string", title: "Text", minLength: 2, maxLength: 300 },
    times: { type: "integer", minimum: 1, maximum: 9, default: 3 },
    factor: { anyOf: [{ type: "number" }, { type: "null" }], default: null },
    loud: { type: "boolean" },
    sure: { type: "boolean", default: true },
    mood: { $ref: "#/$defs/Mood" },
    tags: { type: "array", items: { type: "string" } },
    size: { type: "object", properties: { w: { type: "number" } } },
    any: {},
    looped: { $ref: "#/properties/looped" },
    far: { $ref: "https://example.org/schema.json" },
  },
  required: ["text", "tags"],
};
const fields = fieldsOf(schema);
const named = (name: string) => {
  const field = fields.find((one) => one.name === name);
  if (!field) throw new Error(name);
  return field;
};

test("each argument is entered in the way that its schema allows", () => {
  expect(Object.fromEntries(fields.map((field) => [field.name, field.input.kind]))).toEqual({
    text: "text",
    times: "number",
    factor: "number",
    loud: "switch",
    sure: "switch",
    mood: "choice",
    tags: "texts",
    size: "json",
    any: "json",
    looped: "json",
    far: "json",
  });
  expect(named("mood").description).toBe("How it feels.");
  expect(named("text")).toMatchObject({ label: "Text", required: true });
});

test("it begins with the defaults, and what is needed is missing", () => {
  const draft = argsOf(fields);
  expect(draft.values).toEqual({ times: 3, sure: true, tags: [] });
  expect(read(draft, fields).wrong).toEqual({ text: "missing" });
});

describe("what is typed", () => {
  const begun = withValue(argsOf(fields), "text", "hello");
  test.each([
    ["times", "4", { value: 4 }],
    ["times", "", { value: undefined }],
    ["times", "4.5", { wrong: "integer" }],
    ["times", "four", { wrong: "number" }],
    ["times", "0", { wrong: { tooSmall: 1 } }],
    ["times", "10", { wrong: { tooLarge: 9 } }],
    ["times", "90071992547409931", { wrong: "inexact" }],
    ["factor", "-1.5e3", { value: -1500 }],
    ["size", '{"w": 2}', { value: { w: 2 } }],
    ["size", '{"w": ', { wrong: "json" }],
  ])("%s as %j", (name, text, found: { value?: unknown; wrong?: unknown }) => {
    const draft = withText(begun, named(name), text);
    const { args, wrong } = read(draft, fields);
    expect(textOf(draft, name)).toBe(text);
    if ("wrong" in found) expect(wrong[name]).toEqual(found.wrong);
    else {
      expect(wrong).toEqual({});
      expect(args[name]).toEqual(found.value);
    }
  });

  test("lengths are counted in characters", () => {
    expect(read(withValue(begun, "text", "😀"), fields).wrong.text).toEqual({ tooShort: 2 });
  });
});

describe("form and JSON keep one another's values", () => {
  const typed = withText(withValue(argsOf(fields), "text", "hello"), named("times"), "7");
  const asJson = switched(typed, "json") as ArgsDraft;

  test("from the form to JSON and back", () => {
    expect(JSON.parse(asJson.json)).toEqual({ text: "hello", times: 7, sure: true, tags: [] });
    expect(read(switched(asJson, "form") as ArgsDraft, fields).args).toEqual(
      read(typed, fields).args,
    );
  });

  test("what has no field is kept, and said", () => {
    const draft = switched({ ...asJson, json: '{"text":"a b","other":[1]}' }, "form") as ArgsDraft;
    expect(draft.values).toEqual({ text: "a b", other: [1] });
    expect(beside(draft, fields)).toEqual(["other"]);
  });

  test.each([
    ["{", "json"],
    ["[1]", "object"],
    ["null", "object"],
  ])("%j stays JSON until it is an object", (json, what) => {
    const draft = { ...asJson, json };
    expect(switched(draft, "form")).toBeNull();
    expect(read(draft, fields)).toEqual({ args: {}, wrong: { "": what } });
  });

  test("a number half typed is there again", () => {
    const half = withText(typed, named("factor"), "1e");
    const there = switched(half, "json") as ArgsDraft;
    expect(JSON.parse(there.json)).not.toHaveProperty("factor");
    expect(textOf(switched(there, "form") as ArgsDraft, "factor")).toBe("1e");
  });
});

test("an earlier run is taken up as it was", () => {
  const args = { text: "again", size: { w: 1 } };
  expect(read(argsFrom(args, "form"), fields).args).toEqual(args);
  expect(read(argsFrom(args, "json"), fields).args).toEqual(args);
});

test("a schema without properties has no fields", () => {
  expect(fieldsOf({})).toEqual([]);
  expect(fieldsOf({ type: "object", properties: 7 })).toEqual([]);
});
