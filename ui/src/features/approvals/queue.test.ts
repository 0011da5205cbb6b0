import { expect, test } from "vitest";
import type { Summary } from "../../ipc/generated";
import { blog, make, reviews, summarize, translating } from "../../test/world";
import { nextWaiting, rowsOf } from "./queue";

const [one, two] = reviews().map((sketch) => make(sketch).summary);
const alone = make(summarize()).summary;
const answer = make(blog()).summary;
const writing = make(translating()).summary;
if (!one || !two) throw new Error("there are two reviews");

test("what waits comes first, several of one call together, then answers, then what is written", () => {
  const rows = rowsOf([writing, answer, one, alone, two]);
  expect(rows.map((row) => (row.kind === "heading" ? row.heading.kind : row.exchange.id))).toEqual([
    "waiting",
    alone.id,
    "call",
    one.id,
    two.id,
    "answers",
    answer.id,
    "writing",
    writing.id,
  ]);
  expect(rows[4]).toMatchObject({ place: { at: 2, of: 2 } });
});

test("two runs of one tool are two groups, and a request whose run is not certain is in none", () => {
  const of = ({ call: _, ...exchange }: Summary, id: string, call?: string) => ({
    ...exchange,
    id,
    ...(call ? { call } : {}),
  });
  const rows = rowsOf([
    of(one, "1", "a"),
    of(two, "2", "b"),
    of(one, "3"),
    of(one, "4", "b"),
    of(two, "5", "a"),
  ]);
  expect(rows.map((row) => (row.kind === "heading" ? row.heading.kind : row.exchange.id))).toEqual([
    "waiting",
    "3",
    "call",
    "1",
    "5",
    "call",
    "2",
    "4",
  ]);
});

test("after a decision comes the next that waits, then the first that does, then none", () => {
  const rows = rowsOf([one, two, answer, writing]);
  expect(nextWaiting(rows, one.id)).toBe(two.id);
  expect(nextWaiting(rows, answer.id)).toBe(one.id);
  expect(nextWaiting(rowsOf([one, writing]), one.id)).toBeNull();
  expect(nextWaiting(rows, "gone")).toBe(one.id);
});
