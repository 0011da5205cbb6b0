import { expect, test } from "vitest";
import type { Summary } from "../../ipc/generated";
import { pageQuestion, pausedCall, roundTrip } from "../../test/questions";
import { blog, make, reviews, summarize, translating } from "../../test/world";
import { nextWaiting, rowsOf } from "./queue";

// Pushed one after the other by one call.
const [one, two] = reviews().map((sketch) => {
  const { round: _, ...pushed } = make(sketch).summary;
  return pushed;
});
const alone = make(summarize()).summary;
const answer = make(blog()).summary;
const writing = make(translating()).summary;
if (!one || !two) throw new Error("there are two reviews");

test("what waits comes first, several of one call together, then answers, then what is written", () => {
  const rows = rowsOf({ exchanges: [writing, answer, one, alone, two] });
  expect(rows.map((row) => (row.kind === "heading" ? row.heading.kind : row.key))).toEqual([
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
  const rows = rowsOf({
    exchanges: [
      of(one, "1", "a"),
      of(two, "2", "b"),
      of(one, "3"),
      of(one, "4", "b"),
      of(two, "5", "a"),
    ],
  });
  expect(rows.map((row) => (row.kind === "heading" ? row.heading.kind : row.key))).toEqual([
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
  const rows = rowsOf({ exchanges: [one, two, answer, writing] });
  expect(nextWaiting(rows, one.id)).toBe(two.id);
  expect(nextWaiting(rows, answer.id)).toBe(one.id);
  expect(nextWaiting(rowsOf({ exchanges: [one, writing] }), one.id)).toBeNull();
  expect(nextWaiting(rows, "gone")).toBe(one.id);
});

test("the requests of a round are one group in the server's order, whatever they ask for", () => {
  const { questions, exchanges } = roundTrip();
  const rows = rowsOf({ exchanges: [alone, ...exchanges.toReversed()], questions });
  expect(rows.map((row) => (row.kind === "heading" ? row.heading.kind : row.key))).toEqual([
    "waiting",
    alone.id,
    "round",
    exchanges[0]?.id,
    questions[0]?.id,
    exchanges[1]?.id,
  ]);
  expect(rows[2]).toMatchObject({ heading: { number: 2, of: 3 } });
  expect(rows[4]).toMatchObject({ place: { at: 2, of: 3 } });
});

test("a call that pauses waits, and so does a question until its page is opened", () => {
  const waits = pageQuestion();
  const opened = { ...waits, id: "opened", standing: { name: "opened" as const } };
  const rows = rowsOf({ exchanges: [], questions: [opened, waits], paused: [pausedCall()] });
  expect(rows.map((row) => (row.kind === "heading" ? row.heading.kind : row.key))).toEqual([
    "waiting",
    waits.id,
    pausedCall().id,
    "visiting",
    "opened",
  ]);
  expect(nextWaiting(rows, waits.id)).toBe(pausedCall().id);
});
