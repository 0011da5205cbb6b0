import type { CallView, Elicitation, Summary } from "../../ipc/generated";
import { type Item, itemKey, roundOf, waitsFor } from "./item";
import { type Group, groupsOf, groupWaits } from "./questions/round";

/** Everything that may lie on the desk. */
export interface Open {
  exchanges: readonly Summary[];
  questions?: readonly Elicitation[];
  /** Calls that pause. */
  paused?: readonly CallView[];
}

/** One row of the queue: a heading, or an item under it. */
export type Row =
  | { kind: "heading"; key: string; heading: Heading }
  | { kind: "item"; key: string; item: Item; place?: { at: number; of: number } };

/** What stands above some items. */
export type Heading =
  | { kind: "waiting"; count: number }
  | { kind: "call"; server: string; count: number }
  | { kind: "round"; server: string; number: number; of: number }
  | { kind: "answers"; count: number }
  | { kind: "visiting"; count: number }
  | { kind: "writing"; count: number };

function itemsOf({ exchanges, questions = [], paused = [] }: Open): Item[] {
  return [
    ...exchanges.map((exchange) => ({ kind: "exchange" as const, exchange })),
    ...questions.map((question) => ({ kind: "question" as const, question })),
    ...paused.map((call) => ({ kind: "pause" as const, call })),
  ];
}

/** What is open as rows: what waits first, several of one round or call together. */
export function rowsOf(open: Open): Row[] {
  const all = itemsOf(open);
  const rounds = groupsOf(all);
  const inRounds = new Set(rounds.flatMap((round) => round.items));
  const rest = all.filter((item) => !inRounds.has(item));
  const waiting = rest.filter((item) => waitsFor(item) && !isAnswer(item));
  const answers = rest.filter(isAnswer);
  const visiting = rest.filter((item) => item.kind === "question" && !waitsFor(item));
  const writing = rest.filter((item) => item.kind === "exchange" && !waitsFor(item));
  const [ahead, behind] = [rounds.filter(groupWaits), rounds.filter((one) => !groupWaits(one))];

  const rows: Row[] = [];
  const heading = (key: string, of: Heading) => rows.push({ kind: "heading", key, heading: of });
  const plain = (item: Item) => rows.push({ kind: "item", key: itemKey(item), item });
  const several = (items: readonly Item[], of: number) => {
    items.forEach((item, at) => {
      const place = { at: placeIn(item) ?? at + 1, of };
      rows.push({ kind: "item", key: itemKey(item), item, place });
    });
  };
  const round = (group: Group) => {
    const { call, server, number, of, items } = group;
    heading(`${call} ${number}`, { kind: "round", server, number, of });
    several(items, of);
  };

  const { groups, alone } = byCall(waiting);
  const count = waiting.length + ahead.flatMap((group) => group.items).filter(waitsFor).length;
  if (count > 0) heading("waiting", { kind: "waiting", count });
  alone.forEach(plain);
  for (const [call, members] of groups) {
    heading(call, { kind: "call", server: serverOf(members[0]), count: members.length });
    several(members, members.length);
  }
  ahead.forEach(round);
  if (answers.length > 0) heading("answers", { kind: "answers", count: answers.length });
  answers.forEach(plain);
  if (visiting.length > 0) heading("visiting", { kind: "visiting", count: visiting.length });
  visiting.forEach(plain);
  if (writing.length + behind.length > 0) {
    heading("writing", { kind: "writing", count: writing.length });
  }
  writing.forEach(plain);
  behind.forEach(round);
  return rows;
}

function isAnswer(item: Item): boolean {
  return item.kind === "exchange" && item.exchange.state.name === "reply_review";
}

/** The place that the server gave an item in its round, counted from 1. */
function placeIn(item: Item): number | null {
  const round = roundOf(item);
  return round ? round.place + 1 : null;
}

function serverOf(item: Item | undefined): string {
  if (item?.kind === "exchange") return item.exchange.server_name;
  return item?.kind === "question" ? item.question.cause.server_name : "";
}

/** What was pushed several times by one call, together; and all else. */
function byCall(items: readonly Item[]): { groups: [string, Item[]][]; alone: Item[] } {
  const calls = new Map<string, Item[]>();
  for (const item of items) {
    if (item.kind !== "exchange" || !item.exchange.call) continue;
    const { call } = item.exchange;
    calls.set(call, [...(calls.get(call) ?? []), item]);
  }
  const groups = [...calls].filter(([, members]) => members.length > 1);
  const grouped = new Set(groups.flatMap(([, members]) => members));
  return { groups, alone: items.filter((item) => !grouped.has(item)) };
}

/** The items of the rows, in order. */
export function itemsIn(rows: readonly Row[]): Item[] {
  return rows.flatMap((row) => (row.kind === "item" ? [row.item] : []));
}

/** What to go to once this one is decided: the next that waits, else the first that does. */
export function nextWaiting(rows: readonly Row[], decided: string): string | null {
  const items = itemsIn(rows);
  const at = items.findIndex((one) => itemKey(one) === decided);
  const waits = (one: Item) => itemKey(one) !== decided && waitsFor(one);
  const next = items.slice(at + 1).find(waits) ?? items.find(waits);
  return next ? itemKey(next) : null;
}
