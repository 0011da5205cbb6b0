import { useSyncExternalStore } from "react";
import type { ElicitationId } from "../../../ipc/generated";
import { isAnswered, useEvents } from "../../../state";
import type { Values } from "./values";

// What was typed outlives the card that shows it, and is lost with its question.
const typed = new Map<ElicitationId, Values>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was typed into the form of a question, and the way to change it. */
export function useTyped(id: ElicitationId, defaults: () => Values) {
  const values = useSyncExternalStore(subscribe, () => {
    const known = typed.get(id);
    if (known) return known;
    const fresh = defaults();
    typed.set(id, fresh);
    return fresh;
  });
  const set = (name: string, value: Values[string]) => {
    typed.set(id, { ...(typed.get(id) ?? {}), [name]: value });
    tell();
  };
  return [values, set] as const;
}

/** Forgets what was typed into forms that are answered or withdrawn. */
export function useForgetTyped(): void {
  useEvents((event) => {
    if (event.kind === "elicitation" && isAnswered(event.elicitation)) {
      typed.delete(event.elicitation.id);
    }
  });
}
