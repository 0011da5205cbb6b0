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

/** The stretches of a journal, one after the other; what took no time is left out. */
export function stretches(journal: readonly JournalLine[]): Stretch[] {
  const found: Stretch[] = [];
  journal.forEach((line, at) => {
    const next = journal[at + 1];
    const ms = next ? next.at - line.at : 0;
    if (ms <= 0) return;
    const kind = kindAfter(line.event);
    const last = found.at(-1);
    if (last?.kind === kind) last.ms += ms;
    else found.push({ kind, ms });
  });
  return found;
}
