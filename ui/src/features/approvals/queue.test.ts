import { expect, test } from "vitest";
import type { CallView } from "../../ipc/generated";
import { blog, make, reviews, summarize, translating } from "../../test/world";
import { nextWaiting, rowsOf } from "./queue";

const [one, two] = reviews().map((sketch) => make(sketch).summary);
const alone = make(summarize()).summary;
const answer = make(blog()).summary;
const writing = make(translating()).summary;
if (!one || !two) throw new Error("there are two reviews");

const running = (id: string): CallView => ({
  id,
  server: "server-code-review",
  tool: "review_code",
  arguments: {},
  started_at: 0,
  state: { name: "running" },
});

test("what waits comes first, several of one call together, then answers, then what is written", () => {
  const rows = rowsOf([writing, answer, one, alone, two], [running("call-review")]);
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

test("two runs of one tool: nothing is claimed about which request is whose", () => {
  const rows = rowsOf([one, two], [running("a"), running("b")]);
  expect(rows.map((row) => row.kind)).toEqual(["heading", "exchange", "exchange"]);
});

test("after a decision comes the next that waits, then the first that does, then none", () => {
  const rows = rowsOf([one, two, answer, writing], []);
  expect(nextWaiting(rows, one.id)).toBe(two.id);
  expect(nextWaiting(rows, answer.id)).toBe(one.id);
  expect(nextWaiting(rowsOf([one, writing], []), one.id)).toBeNull();
  expect(nextWaiting(rows, "gone")).toBe(one.id);
});
