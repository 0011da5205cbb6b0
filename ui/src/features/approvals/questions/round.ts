import type { CallId, Elicitation, Summary } from "../../../ipc/generated";
import { type Item, itemKey, waitsFor } from "../item";

/**
 * For how long a server's state is likely good once its round arrived, in milliseconds: what the
 * Python and TypeScript SDKs seal their states with by default (`request_state` codec, 600 s). A
 * server may have set another.
 */
export const STATE_LASTS = 600_000;

/** The open requests of one round, in the server's order. */
export interface Group {
  call: CallId;
  server: string;
  number: number;
  /** How many requests the round had in all. */
  of: number;
  arrivedAt: number;
  items: Item[];
}

/** Where an item belongs, if it came in a round. */
function placeOf(item: Item): { call: CallId; number: number; place: number } | null {
  if (item.kind === "pause") return null;
  const round = item.kind === "exchange" ? item.exchange.round : item.question.cause.round;
  const call = item.kind === "exchange" ? item.exchange.call : item.question.cause.call?.id;
  if (!round || call === undefined) return null;
  return { call, number: round.number, place: round.place };
}

/** Whether a round is shown as a group: it is more than one request, or not the first of its call. */
export function inGroup({ of, number }: Pick<Group, "of" | "number">): boolean {
  return of > 1 || number > 1;
}

/**
 * The rounds that are more than one request, or not the first of their call: those are shown as
 * groups. A single first request is shown like any other.
 */
export function groupsOf(items: readonly Item[]): Group[] {
  const groups = new Map<string, Group>();
  const placed = items.flatMap((item) => {
    const at = placeOf(item);
    return at ? [{ item, at }] : [];
  });
  placed.sort((a, b) => a.at.place - b.at.place);
  for (const { item, at } of placed) {
    const key = `${at.call} ${at.number}`;
    const known = groups.get(key);
    if (known) {
      known.items.push(item);
      continue;
    }
    const made = newGroup(item);
    if (made && inGroup(made)) groups.set(key, made);
  }
  return [...groups.values()];
}

function newGroup(item: Item): Group | null {
  if (item.kind === "pause") return null;
  const of: Pick<Summary, "server_name" | "round"> =
    item.kind === "exchange" ? item.exchange : causeOf(item.question);
  const { round } = of;
  const call = item.kind === "exchange" ? item.exchange.call : item.question.cause.call?.id;
  if (!round || call === undefined) return null;
  return {
    call,
    server: of.server_name,
    number: round.number,
    of: round.of,
    arrivedAt: round.arrived_at,
    items: [item],
  };
}

function causeOf({ cause }: Elicitation): Pick<Summary, "server_name" | "round"> {
  return { server_name: cause.server_name, ...(cause.round ? { round: cause.round } : {}) };
}

/** The group that an item is in, if it is in one. */
export function groupWith(groups: readonly Group[], key: string): Group | null {
  return groups.find((group) => group.items.some((item) => itemKey(item) === key)) ?? null;
}

/** The prompts of a group that wait for a signature. */
export function promptsOf(group: Group): Summary[] {
  return group.items.flatMap((item) =>
    item.kind === "exchange" && item.exchange.state.name === "prompt_review" ? [item.exchange] : [],
  );
}

/** Whether anything of a group waits for the person. */
export function groupWaits(group: Group): boolean {
  return group.items.some(waitsFor);
}
