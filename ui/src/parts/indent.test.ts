import { expect, test } from "vitest";
import { indented } from "./indent";

test.each([
  ['{"a":1,"b":[{},[],"x"]}', '{\n  "a": 1,\n  "b": [\n    {},\n    [],\n    "x"\n  ]\n}'],
  ['{"n":1.0,"big":12345678901234567890}', '{\n  "n": 1.0,\n  "big": 12345678901234567890\n}'],
  ['{ "a" : [ ] }', '{\n  "a": []\n}'],
  ['"a\\"{,}\\\\"', '"a\\"{,}\\\\"'],
  ['{"cut":"of', '{\n  "cut": "of'],
  ["}", "\n}"],
])("JSON is indented and nothing else, %#", (json, expected) => {
  expect(indented(json)).toBe(expected);
});

test("only white space between the parts differs", () => {
  const json = JSON.stringify({ text: "a b\n{", list: [1, { deep: [true, null] }], e: 1e21 });
  expect(JSON.parse(indented(json))).toEqual(JSON.parse(json));
});

test("a text of eight megabytes takes no time", () => {
  const json = JSON.stringify({ text: 'say "no" \\ '.repeat(700_000) });
  const began = performance.now();
  expect(indented(json).length).toBe(json.length + 5);
  expect(performance.now() - began).toBeLessThan(5_000);
});
