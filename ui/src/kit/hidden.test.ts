import { expect, test } from "vitest";
import { codeOf, hiddenCharacters } from "./hidden";

test.each([
  ["zero-width space", "\u200b"],
  ["zero-width non-joiner", "\u200c"],
  ["joiner before a letter", "\u200da"],
  ["word joiner", "\u2060"],
  ["byte order mark", "\ufeff"],
  ["right-to-left override", "\u202e"],
  ["isolate", "\u2066"],
  ["soft hyphen", "\u00ad"],
  ["Unicode tag", "\u{e0041}"],
  ["variation selector of the second plane", "\u{e0101}"],
  ["Hangul filler", "\u3164"],
  ["carriage return", "\r"],
  ["escape", "\u001b"],
])("%s is made visible", (_, text) => {
  expect([...text.matchAll(hiddenCharacters())]).toHaveLength(1);
});

test.each([
  "plain",
  "two\nlines\tand a tab",
  "Xin chào thế giới",
  "고체 전해질",
  "固态电池",
  "👩‍💻 ❤️ 👨‍👩‍👧",
  "a b",
])("%j is left alone", (text) => {
  expect([...text.matchAll(hiddenCharacters())]).toEqual([]);
});

test("a code is written as Unicode writes it", () => {
  expect(codeOf("\u200b")).toBe("U+200B");
  expect(codeOf("\u{e0041}")).toBe("U+E0041");
});
