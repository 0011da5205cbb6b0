import type { Backend } from "../ipc/backend";
import type { AppEvent, Fault, Snapshot } from "../ipc/generated";
import { apply } from "./apply";
import { toFault } from "./fault";

/** What the window knows: nothing yet, everything, or why not. */
export type Known =
  | { kind: "connecting" }
  | { kind: "ready"; snapshot: Snapshot }
  | { kind: "lost"; fault: Fault };

/** The window's copy of what is true, kept true by events. */
export interface Store {
  backend: Backend;
  known(): Known;
  /** Hears that `known` changed. Gives what ends it. */
  subscribe(listener: () => void): () => void;
  /** Hears every event, deltas and log lines too, after it was applied. Gives what ends it. */
  hear(listener: (event: AppEvent) => void): () => void;
}

/** Subscribes to the backend and applies what it says, in order. */
export function openStore(backend: Backend): Store {
  let known: Known = { kind: "connecting" };
  const listeners = new Set<() => void>();
  const hearers = new Set<(event: AppEvent) => void>();

  const become = (next: Known) => {
    known = next;
    for (const listener of listeners) listener();
  };
  const take = (event: AppEvent) => {
    if (event.kind === "reset") {
      become({ kind: "ready", snapshot: event.snapshot });
    } else if (known.kind === "ready") {
      const snapshot = apply(known.snapshot, event);
      if (snapshot !== known.snapshot) become({ kind: "ready", snapshot });
    }
    for (const hearer of hearers) hearer(event);
  };
  backend
    .subscribe(take)
    .catch((error: unknown) => become({ kind: "lost", fault: toFault(error) }));

  return {
    backend,
    known: () => known,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hear: (listener) => {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
  };
}
