import { useEffect, useSyncExternalStore } from "react";
import type { ExchangeId } from "../../ipc/generated";
import { useSnapshot } from "../../state";
import { type Draft, nothing } from "./draft";

// Drafts outlive the card that shows them: they are lost only with their exchange.
let drafts: ReadonlyMap<ExchangeId, Draft> = new Map();
const listeners = new Set<() => void>();

function set(changed: ReadonlyMap<ExchangeId, Draft>): void {
  drafts = changed;
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
      const then = { ...now, ...(typeof change === "function" ? change(now) : change) };
      set(new Map(drafts).set(id, then));
    },
  ];
}

/** The drafts of all exchanges that have one. */
export function useDrafts(): ReadonlyMap<ExchangeId, Draft> {
  return useSyncExternalStore(subscribe, () => drafts);
}

/**
 * Forgets the drafts of exchanges that close. The draft of the one that is looked at stays until the
 * person goes on: what they wrote when the server no longer waited can still be copied.
 */
export function useForgetDrafts(shown: ExchangeId | undefined): void {
  const open = useSnapshot((snapshot) => snapshot.open);
  useEffect(() => {
    const kept = new Set(open.map((exchange) => exchange.id));
    const left = [...drafts].filter(([id]) => id === shown || kept.has(id));
    if (left.length < drafts.size) set(new Map(left));
  }, [open, shown]);
}
