import { useEffect, useEffectEvent, useState } from "react";
import type { Elicitation, Summary } from "../../ipc/generated";
import { useBackend, useEvents } from "../../state";
import { type Filter, type Lines, type Outcome, PAGE } from "./pages";
import type { Listed } from "./useHistory";

/** One line of the history: an exchange, or a question to the person. */
export type Entry =
  | { kind: "exchange"; id: string; at: number; exchange: Summary }
  | { kind: "question"; id: string; at: number; question: Elicitation };

/** How a question ended, in the words of the outcomes of exchanges. */
export function outcomeOfQuestion({ standing }: Elicitation): Outcome {
  switch (standing.name) {
    case "accepted":
      return "released";
    case "declined":
    case "cancelled":
      return "refused";
    case "failed":
      return "failed";
    case "withdrawn":
      return "withdrawn";
    case "waiting":
    case "opened":
      return "open";
  }
}

/** What a list shows of a question. */
export function previewOf({ question }: Elicitation): string {
  return question.mode === "unfit" ? question.raw : question.message;
}

/** Whether a question is among what the filter leaves. Its words and its answer are looked in. */
export function fits(question: Elicitation, filter: Filter): boolean {
  const { standing } = question;
  const sent = standing.name === "accepted" ? JSON.stringify(standing.content ?? "") : "";
  const text = `${previewOf(question)} ${sent}`.toLocaleLowerCase();
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return (
    filter.model === null &&
    (filter.server === null || question.cause.server === filter.server) &&
    (filter.outcome === null || outcomeOfQuestion(question) === filter.outcome) &&
    words.every((word) => text.includes(word))
  );
}

/** Questions as far as they are read, newest first, and how far that is. */
export interface Read {
  questions: readonly Elicitation[];
  /** The arrival of the oldest that is read; 0 when that is all, `NOTHING` before any is. */
  reached: number;
}

/** So far no question is read. */
export const NOTHING = Number.MAX_SAFE_INTEGER;
/** As many of the store's as one answer has at most. */
const ANSWER = 500;

/**
 * Exchanges and questions as one list, newest first. While older ones of one kind are not read yet,
 * those of the other that are as old wait for them.
 */
export function entriesOf(lines: Lines, { questions, reached }: Read, filter: Filter): Entry[] {
  const oldest = Math.max(oldestOf(lines), reached === NOTHING ? 0 : reached);
  const entries: Entry[] = lines.rows.map((exchange) => ({
    kind: "exchange",
    id: exchange.id,
    at: exchange.opened_at,
    exchange,
  }));
  for (const question of questions) {
    if (!fits(question, filter)) continue;
    entries.push({ kind: "question", id: question.id, at: question.opened_at, question });
  }
  return entries.filter((entry) => entry.at >= oldest).sort((a, b) => b.at - a.at);
}

/** Down to when exchanges are read: 0 when that is all. */
function oldestOf(lines: Lines): number {
  return lines.next === undefined ? 0 : (lines.rows.at(-1)?.opened_at ?? 0);
}

/** What is read with the next older answer of the store. */
export function withOlderQuestions(
  { questions, reached }: Read,
  older: readonly Elicitation[],
): Read {
  const known = new Set(questions.map((one) => one.id));
  const last = older.at(-1)?.opened_at ?? 0;
  return {
    questions: [...questions, ...older.filter((one) => !known.has(one.id))],
    // Of one moment there may be more than one answer holds; those are left out rather than asked
    // for again and again.
    reached: older.length < ANSWER ? 0 : Math.min(last, reached - 1),
  };
}

/** Whether older questions are to be read for the list as it stands. */
export function wantsQuestions(
  lines: Lines,
  { reached }: Read,
  shown: number,
  wanted: number,
): boolean {
  if (reached === NOTHING) return true;
  return reached > oldestOf(lines) && (lines.next !== undefined || shown < wanted);
}

/** The list of exchanges and questions, kept true while it is looked at. */
export interface Listing {
  entries: readonly Entry[];
  questions: readonly Elicitation[];
  /** Whether older questions are on their way. */
  reading: boolean;
  /** Reads what is older, if there is anything. */
  more(): void;
}

/** Reads questions as far back as the exchanges beside them, and further where those are all read. */
export function useEntries(listed: Listed, filter: Filter): Listing {
  const backend = useBackend();
  const [read, setRead] = useState<Read>({ questions: [], reached: NOTHING });
  const [wanted, setWanted] = useState(PAGE);
  const entries = entriesOf(listed, read, filter);
  const wants = !listed.loading && wantsQuestions(listed, read, entries.length, wanted);
  const older = useEffectEvent((ended: () => boolean) => {
    const until = read.reached === NOTHING ? NOTHING : read.reached + 1;
    backend.call("list_elicitations", { since: 0, until }).then(
      (answer) => {
        if (!ended()) setRead((before) => withOlderQuestions(before, answer));
      },
      // Without them the list still holds every exchange, whose reading says what is wrong.
      () => setRead((before) => ({ ...before, reached: 0 })),
    );
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: how far was read asks for what follows
  useEffect(() => {
    let ended = false;
    if (wants) older(() => ended);
    return () => {
      ended = true;
    };
  }, [wants, read.reached]);
  useEvents((event) => {
    if (event.kind !== "elicitation") return;
    const now = event.elicitation;
    setRead(({ questions, reached }) => {
      const at = questions.findIndex((one) => one.id === now.id);
      return { reached, questions: at < 0 ? [now, ...questions] : questions.with(at, now) };
    });
  });
  return {
    entries,
    questions: read.questions,
    reading: wants,
    more: () => {
      if (listed.next !== undefined) listed.more();
      else if (!wants && read.reached > 0) setWanted(entries.length + PAGE);
    },
  };
}
