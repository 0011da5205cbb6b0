import { describe, expect, test } from "vitest";
import type { Attempt, Elicitation, Summary } from "../../ipc/generated";
import { contains } from "../../kit";
import { spansOf } from "../../kit/find";
import { spendOf } from "../../parts";
import { formQuestion } from "../../test/questions";
import { paired } from "./changes";
import { everything, type Filter, queryOf, withNewest, withOlder, withRow } from "./pages";
import { entriesOf, fits, NOTHING, wantsQuestions, withOlderQuestions } from "./questions";
import { stretches, tookMs } from "./times";
import { costOf } from "./words";

const row = (id: string, preview = "") => ({ id, preview }) as Summary;
const ids = (rows: readonly Summary[]) => rows.map((one) => one.id).join("");

describe("pages", () => {
  const lines = { rows: [row("e"), row("d")], next: "d" };
  test("older ones follow", () => {
    const more = withOlder(lines, { rows: [row("c"), row("b")] });
    expect(ids(more.rows)).toBe("edcb");
    expect(more.next).toBeUndefined();
  });
  test("newer ones come above, and where older ones begin stays", () => {
    const more = withNewest(lines, { rows: [row("g"), row("f"), row("e")], next: "e" });
    expect(ids(more.rows)).toBe("gfed");
    expect(more.next).toBe("d");
  });
  test("a gap is never shown as if there were none", () => {
    const more = withNewest(lines, { rows: [row("z"), row("y")], next: "y" });
    expect(ids(more.rows)).toBe("zy");
    expect(more.next).toBe("y");
  });
  test("the first page is the whole list", () => {
    const first = withNewest({ rows: [], next: undefined }, { rows: [row("a")] });
    expect(first).toEqual({ rows: [row("a")], next: undefined });
  });
  test("a line changes in its place", () => {
    expect(withRow(lines, row("d", "new")).rows[1]?.preview).toBe("new");
    expect(withRow(lines, row("x"))).toBe(lines);
  });
});

test("a filter asks only for what it narrows", () => {
  expect(queryOf(everything)).toEqual({ text: "", states: [], limit: 50 });
  expect(queryOf({ text: " a ", server: "s", model: "m", outcome: "open" }, "x")).toEqual({
    text: "a",
    server: "s",
    model: "m",
    states: ["received", "prompt_review", "generating", "reply_review"],
    before: "x",
    limit: 50,
  });
});

describe("what changed", () => {
  const say = (pairs: ReturnType<typeof paired<string>>) =>
    pairs.map(({ before = "-", after = "-", same }) => (same ? after : `${before}>${after}`));
  test.each([
    ["abc", "abc", ["a", "b", "c"]],
    ["abc", "ac", ["a", "b>-", "c"]],
    ["ac", "abc", ["a", "->b", "c"]],
    ["abc", "axc", ["a", "b>x", "c"]],
    ["abc", "bc", ["a>-", "b", "c"]],
    ["", "a", ["->a"]],
    ["ab", "", ["a>-", "b>-"]],
  ])("from %j to %j", (before, after, found) => {
    expect(say(paired([...before], [...after]))).toEqual(found);
  });
});

test("time is told by who had it", () => {
  const line = (seq: number, at: number, event: string) => ({ seq, at, event, edited: false });
  const journal = [
    line(0, 1000, "received"),
    line(1, 1040, "presented"),
    line(2, 7040, "prompt_signed"),
    line(3, 9040, "drafted"),
    line(4, 12_040, "reply_signed"),
  ];
  expect(stretches(journal)).toEqual([
    { kind: "desk", ms: 6000 },
    { kind: "writing", ms: 2000 },
    { kind: "desk", ms: 3000 },
  ]);
  expect(tookMs(journal)).toBe(11_040);
  expect(tookMs([])).toBe(0);
});

describe("words of a search are marked where the history finds them", () => {
  const marked = (text: string, find: string) =>
    spansOf(text, find).map(([from, to]) => text.slice(from, to));
  test.each([
    ["The Snake and the python", "python snake", ["Snake", "python"]],
    ["Được phép", "duoc", ["Được"]],
    ["re\u0301sume\u0301 résumé", "resume", ["re\u0301sume\u0301", "résumé"]],
    ["固态电池的界面", "电池", ["电池"]],
    ["고체 전해질의", "전해질", ["전해질"]],
    ["aaa", "aa a", ["aaa"]],
    ["anything", "  ", []],
    ["a.b", ".", []],
  ])("in %j for %j", (text, find, found) => {
    expect(marked(text, find)).toEqual(found);
    expect(contains(text, find)).toBe(found.length > 0);
  });
});

describe("questions among exchanges", () => {
  const rows = [30, 10].map((at) => ({ ...row(String(at)), opened_at: at }));
  const asked = (at: number, change: Partial<Elicitation> = {}): Elicitation => ({
    ...formQuestion({ id: `question-${at}`, opened_at: at }),
    ...change,
  });

  test("stand by their time, and wait for exchanges that are not read yet", () => {
    const questions = [asked(20), asked(5)];
    const ids = (next: string | undefined, reached: number) =>
      entriesOf({ rows, next }, { questions, reached }, everything).map((entry) => entry.at);
    expect(ids(undefined, 0)).toEqual([30, 20, 10, 5]);
    expect(ids("older", 0)).toEqual([30, 20, 10]);
    expect(ids(undefined, 20)).toEqual([30, 20]);
    expect(ids(undefined, NOTHING)).toEqual([30, 20, 10, 5]);
  });

  test("are read in answers of the store, each once, until there are no more", () => {
    const answer = (newest: number, count: number) =>
      Array.from({ length: count }, (_, at) => asked(newest - at));
    const first = withOlderQuestions({ questions: [], reached: NOTHING }, answer(2000, 500));
    expect([first.questions.length, first.reached]).toEqual([500, 1501]);
    // The oldest of before comes again, since others may have come at the same moment.
    const second = withOlderQuestions(first, answer(1501, 12));
    expect([second.questions.length, second.reached]).toEqual([511, 0]);
    const moment = Array.from({ length: 500 }, (_, at) => ({ ...asked(7), id: `same-${at}` }));
    const stuck = withOlderQuestions({ questions: [], reached: 7 }, moment);
    expect(stuck.reached).toBe(6);
  });

  test.each([
    ["before any is read", undefined, NOTHING, 0, true],
    ["while exchanges go further back", "older", 20, 500, true],
    ["not where exchanges are not read so far", "older", 5, 0, false],
    ["until the list is long enough", undefined, 20, 49, true],
    ["not beyond that", undefined, 20, 50, false],
    ["not when all are read", undefined, 0, 0, false],
  ])("are wanted: %s", (_, next, reached, shown, wants) => {
    expect(wantsQuestions({ rows, next }, { questions: [], reached }, shown, 50)).toBe(wants);
  });

  test("are narrowed as exchanges are, and never by a model", () => {
    const answered = asked(1, { standing: { name: "accepted", content: { city: "Huế" } } });
    const by = (change: Partial<Filter>) => fits(answered, { ...everything, ...change });
    expect(by({ outcome: "released" })).toBe(true);
    expect(by({ outcome: "open" })).toBe(false);
    expect(by({ text: "HUẾ book" })).toBe(true);
    expect(by({ text: "Paris" })).toBe(false);
    expect(by({ server: "another" })).toBe(false);
    expect(by({ model: "claude" })).toBe(false);
  });
});

describe("what it cost", () => {
  const released = { state: { name: "released" }, model: "m" } as const;
  test.each([
    ["is what is known", { ...released, cost: 5 }, 5],
    ["may be nothing", { ...released, cost: 0 }, 0],
    ["is unknown where a model wrote and no price is known", { ...released, usage: {} }, "unknown"],
    ["is unknown where a program wrote", released, "unknown"],
    ["is not said where a person wrote", { ...released, model: "human" }, null],
    ["is not said where nobody wrote", { state: { name: "withdrawn" }, model: "m" }, null],
    ["is not said where nobody was asked", { state: { name: "released" } }, null],
  ])("%s", (_, line, cost) => {
    expect(costOf(line as Summary)).toBe(cost);
  });

  test("of an exchange is the sum of its attempts of models, and what is unknown is counted", () => {
    const cost = { input: 1, cached: 2, output: 3, reasoning: 4 };
    const attempt = (kind: string, beside: object) => ({ target: { kind }, beside }) as Attempt;
    const attempts = [
      attempt("model", { cost }),
      attempt("model", { cost }),
      attempt("model", {}),
      attempt("person", {}),
    ];
    expect(spendOf(attempts)).toEqual({ attempts: 3, cost: 20, unpriced: 1 });
  });
});
