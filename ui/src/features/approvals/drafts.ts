import { useEffect, useSyncExternalStore } from "react";
import type { ExchangeId } from "../../ipc/generated";
import { useSnapshot } from "../../state";
import { type Draft, nothing } from "./draft";

// Drafts outlive the card that shows them: they are lost only with their exchange.
const drafts = new Map<ExchangeId, Draft>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A change of a draft, or how to make it from the draft as it is by then. */
export type Change = Partial<Draft> | ((now: Draft) => Partial<Draft>);

/** The draft of an exchange, and the way to change it. */
export function useDraft(id: ExchangeId): [Draft, (change: Change) => void] {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(id) ?? nothing);
  return [
    draft,
    (change) => {
      const now = drafts.get(id) ?? nothing;
      drafts.set(id, { ...now, ...(typeof change === "function" ? change(now) : change) });
      tell();
    },
  ];
}

/** The draft of an exchange at this moment: for what is not drawn anew when it changes. */
export function draftNow(id: ExchangeId): Draft {
  return drafts.get(id) ?? nothing;
}

/**
 * Forgets the drafts of exchanges that close. The draft of the one that is looked at stays until the
 * person goes on: what they wrote when the server no longer waited can still be copied.
 */
export function useForgetDrafts(shown: ExchangeId | undefined): void {
  const open = useSnapshot((snapshot) => snapshot.open);
  useEffect(() => {
    const kept = new Set(open.map((exchange) => exchange.id));
    const over = [...drafts.keys()].filter((id) => id !== shown && !kept.has(id));
    for (const id of over) drafts.delete(id);
    if (over.length > 0) tell();
  }, [open, shown]);
}
