import type { Format, Text } from "../../i18n";
import type { Known, ServerView, Summary } from "../../ipc/generated";

/** How long whoever asked is likely to wait still. */
export type Remaining =
  | { kind: "endless" }
  /** It is told that somebody is at it, and so likely goes on waiting. */
  | { kind: "informed" }
  /** Likely so many milliseconds; fewer than none when that time is over. */
  | { kind: "likely"; ms: number; known: Known }
  | { kind: "unknown" };

/** What of an exchange says how long it is waited for. */
export type Waiting = Pick<Summary, "door" | "opened_at" | "kept_informed">;

/** How long a server is likely to wait still. Never more than a likelihood: nothing is decided by it. */
export function remaining(
  waiting: Waiting,
  server: ServerView | undefined,
  now: number,
): Remaining {
  if (waiting.kept_informed) return { kind: "informed" };
  const wait = server?.waits[waiting.door];
  if (!wait || wait.kind === "unknown") return { kind: "unknown" };
  if (wait.kind === "endless") return wait;
  return {
    kind: "likely",
    ms: waiting.opened_at + wait.seconds * 1000 - now,
    known: wait.known,
  };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A time that is left, coarse, so that it does not tick: in steps of ten seconds, then of minutes. */
export function coarse(ms: number): number {
  if (ms >= 2 * MINUTE) return Math.floor(ms / MINUTE) * MINUTE;
  return Math.max(1, Math.ceil(ms / (10 * SECOND))) * 10 * SECOND;
}

/** How long it waits still, in words. */
export function remainingWords(t: Text, f: Format, left: Remaining): string {
  switch (left.kind) {
    case "endless":
      return t.waiting.endless;
    case "informed":
      return t.waiting.informed;
    case "likely":
      return left.ms > 0 ? t.waiting.still(f.age(coarse(left.ms))) : t.waiting.over;
    case "unknown":
      return t.waiting.unknown;
  }
}

/** For how long before its likely end the queue speaks of it. */
export const SOON = 2 * MINUTE;
