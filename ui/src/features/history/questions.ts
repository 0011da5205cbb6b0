import { useEffect, useEffectEvent, useState } from "react";
import type { Elicitation, Summary } from "../../ipc/generated";
import { useBackend, useEvents } from "../../state";
import type { Filter, Lines, Outcome } from "./pages";

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

/**
 * Exchanges and questions as one list, newest first. While older exchanges are not read yet, the
 * questions that are as old as they are wait for them.
 */
export function entriesOf(
  lines: Lines,
  questions: readonly Elicitation[],
  filter: Filter,
): Entry[] {
  const oldest = lines.next === undefined ? 0 : (lines.rows.at(-1)?.opened_at ?? 0);
  const entries: Entry[] = lines.rows.map((exchange) => ({
    kind: "exchange",
    id: exchange.id,
    at: exchange.opened_at,
    exchange,
  }));
  for (const question of questions) {
    if (question.opened_at < oldest || !fits(question, filter)) continue;
    entries.push({ kind: "question", id: question.id, at: question.opened_at, question });
  }
  return entries.sort((a, b) => b.at - a.at);
}

/** The newest questions of the history, at most 500, kept true while they are looked at. */
export function useQuestions(): readonly Elicitation[] {
  const backend = useBackend();
  const [questions, setQuestions] = useState<readonly Elicitation[]>([]);
  const read = useEffectEvent(() => {
    backend.call("list_elicitations", { since: 0, until: Number.MAX_SAFE_INTEGER }).then(
      setQuestions,
      // Without them the list still holds every exchange, whose reading says what is wrong.
      () => undefined,
    );
  });
  useEffect(() => read(), []);
  useEvents((event) => {
    if (event.kind !== "elicitation") return;
    const now = event.elicitation;
    setQuestions((before) => {
      const at = before.findIndex((one) => one.id === now.id);
      return at < 0 ? [now, ...before] : before.with(at, now);
    });
  });
  return questions;
}
