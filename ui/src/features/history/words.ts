import type { Text } from "../../i18n";
import type { State, Summary, Usage } from "../../ipc/generated";
import type { Tone } from "../../kit";
import { PERSON, signerWords } from "../../parts";
import type { Outcome } from "./pages";

/** An outcome as a tag's colour. */
export function toneOf(outcome: Outcome): Tone {
  switch (outcome) {
    case "released":
      return "leaf";
    case "refused":
      return "amber";
    case "failed":
      return "rose";
    case "open":
      return "signet";
    case "withdrawn":
      return "plain";
  }
}

/** How it stands or ended, in a sentence. */
export function stateWords(t: Text, state: State): string {
  switch (state.name) {
    case "refused":
      return state.gate === "prompt"
        ? t.history.refusedPrompt(signerWords(t, state.by))
        : t.history.refusedReply(signerWords(t, state.by));
    case "failed":
      return state.fault.message;
    case "withdrawn":
      return t.parts.withdrawn[state.why];
    case "released":
    case "received":
    case "prompt_review":
    case "generating":
    case "reply_review":
      return t.history[state.name];
  }
}

/** All tokens that were reported; `null` when none were. */
export function tokensOf(usage: Usage | undefined): number | null {
  if (usage?.input === undefined && usage?.output === undefined) return null;
  return (usage.input ?? 0) + (usage.output ?? 0);
}

/** What an exchange cost; `"unknown"` where a model wrote and that is not known, `null` where none did. */
export function costOf(exchange: Summary): number | "unknown" | null {
  if (exchange.cost !== undefined) return exchange.cost;
  const asked = exchange.model !== undefined && exchange.model !== PERSON;
  const wrote = exchange.usage !== undefined || exchange.state.name === "released";
  return asked && wrote ? "unknown" : null;
}
