import { expect, test } from "vitest";
import { endOf, GROUP, LONGEST } from "./streamed";

/** The groups that a text makes when it comes in pieces of this length. */
function groups(text: string, length: number): string[] {
  const made = [""];
  for (let from = 0; from < text.length; from += length) {
    let rest = text.slice(from, from + length);
    for (let end = endOf(rest, last(made)); end; end = endOf(rest, last(made))) {
      made[made.length - 1] += rest.slice(0, end.at);
      rest = rest.slice(end.next);
      made.push("");
    }
    made[made.length - 1] += rest;
  }
  return made;
}

function last(made: string[]): number {
  return made.at(-1)?.length ?? 0;
}

const lines = "All work and no play.\n".repeat(3_000);
const line = "All work and no play. ".repeat(3_000);
const word = "🙂".repeat(30_000);

test.each([1, 7, 4_096, 65_536])(
  "in pieces of %i, lines end groups, and nothing is lost",
  (length) => {
    const made = groups(lines, length);
    expect(made.join("\n")).toBe(lines);
    expect(made.slice(0, -1).every((one) => one.length >= GROUP && one.length < GROUP + 30)).toBe(
      true,
    );
  },
);

test.each([1, 7, 4_096, 65_536])(
  "in pieces of %i, a line without end is in groups too",
  (length) => {
    for (const text of [line, word]) {
      const made = groups(text, length);
      expect(made.join("")).toBe(text);
      expect(made.every((one) => one.length <= LONGEST)).toBe(true);
    }
  },
);

test("a character of two halves stays whole in one piece of text", () => {
  for (const one of groups(`a${word}`, 65_536)) expect(one).not.toMatch(/^[\udc00-\udfff]/);
});
