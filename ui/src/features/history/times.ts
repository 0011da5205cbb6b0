import type { JournalLine } from "../../ipc/generated";

/** Where an exchange's time went. */
export interface Stretch {
  kind: "desk" | "writing" | "other";
  /** In milliseconds. */
  ms: number;
}

function kindAfter(event: string): Stretch["kind"] {
  switch (event) {
    case "presented":
    case "drafted":
    case "attempt_failed":
      return "desk";
    case "prompt_signed":
      return "writing";
    default:
      return "other";
  }
}

/** Nobody waited for anything that took less, in milliseconds. */
const BRIEF = 100;

/** How long an exchange took, in milliseconds. */
export function tookMs(journal: readonly JournalLine[]): number {
  return Math.max(0, (journal.at(-1)?.at ?? 0) - (journal[0]?.at ?? 0));
}

/** The stretches of a journal, one after the other; what took next to no time is left out. */
export function stretches(journal: readonly JournalLine[]): Stretch[] {
  const found: Stretch[] = [];
  journal.forEach((line, at) => {
    const next = journal[at + 1];
    const ms = next ? next.at - line.at : 0;
    const kind = kindAfter(line.event);
    if (ms <= 0 || (kind === "other" && ms < BRIEF)) return;
    const last = found.at(-1);
    if (last?.kind === kind) last.ms += ms;
    else found.push({ kind, ms });
  });
  return found;
}
