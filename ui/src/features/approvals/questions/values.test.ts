import { expect, test } from "vitest";
import type { Field, FieldKind } from "../../../ipc/generated";
import { contentOf, defaultsOf, type Values, type Wrong, wrongOf } from "./values";

function field(kind: FieldKind, change: Partial<Field> = {}): Field {
  return { name: "it", required: false, nullable: false, kind, ...change };
}

const text: FieldKind = { kind: "text" };
const integer: FieldKind = { kind: "number", integer: true, bounds: {} };
const many: FieldKind = { kind: "many", choices: [{ value: "a" }, { value: "b" }] };

test.each<[string, FieldKind, Values[string], unknown]>([
  ["a text", text, " as it is ", { it: " as it is " }],
  ["no text", text, "", {}],
  ["a number", integer, "42", { it: 42 }],
  ["a fraction", { kind: "number", integer: false, bounds: {} }, " 0.5 ", { it: 0.5 }],
  ["no number", integer, "x", {}],
  ["no", { kind: "boolean" }, false, { it: false }],
  ["neither yes nor no", { kind: "boolean" }, undefined, {}],
  ["several", many, ["a"], { it: ["a"] }],
  ["none of several", many, [], { it: [] }],
])("%s is sent as it is", (_, kind, value, sent) => {
  expect(contentOf([field(kind)], { it: value })).toEqual(sent);
});

test("what must be there and may be nothing is sent as nothing", () => {
  const fields = [field(text, { required: true, nullable: true })];
  expect(contentOf(fields, {})).toEqual({ it: null });
});

test("a form begins with what its schema says, and sends that when nobody touches it", () => {
  const fields = [
    field({ ...text, default: "x" }, { name: "s" }),
    field({ ...integer, default: 42 }, { name: "i" }),
    field({ kind: "boolean", default: false }, { name: "b" }),
    field({ ...many, default: ["b"] }, { name: "m" }),
    field(text, { name: "none" }),
  ];
  expect(contentOf(fields, defaultsOf(fields))).toEqual({ s: "x", i: 42, b: false, m: ["b"] });
});

test.each<[FieldKind, Values[string], Wrong]>([
  [{ ...text, min_length: 2 }, "é", { tooShort: 2 }],
  [{ ...text, max_length: 1 }, "ab", { tooLong: 1 }],
  [integer, "1.5", "integer"],
  [integer, "many", "number"],
  [integer, "Infinity", "number"],
  [{ ...integer, bounds: { min: 1 } }, "0", { tooSmall: 1 }],
  [{ ...integer, bounds: { max: 1 } }, "2", { tooLarge: 1 }],
  [{ ...integer, bounds: { above: 1 } }, "1", { notAbove: 1 }],
  [{ ...integer, bounds: { below: 1 } }, "1", { notBelow: 1 }],
  [{ ...many, min: 1 }, [], { tooFew: 1 }],
  [{ ...many, max: 1 }, ["a", "b"], { tooMany: 1 }],
])("%j does not take %j", (kind, value, wrong) => {
  expect(wrongOf([field(kind)], { it: value })).toEqual({ it: wrong });
});

test("an emoji is one character", () => {
  expect(wrongOf([field({ ...text, max_length: 1 })], { it: "🦀" })).toEqual({});
});

test("only what is required must be there", () => {
  expect(wrongOf([field(text)], {})).toEqual({});
  expect(wrongOf([field(text, { required: true })], { it: "" })).toEqual({ it: "missing" });
});
