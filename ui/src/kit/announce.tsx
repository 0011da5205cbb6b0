import { useSyncExternalStore } from "react";

let said = { text: "", turn: 0 };
const listeners = new Set<() => void>();

/** Has a screen reader say this, once it has finished what it is saying. */
export function announce(text: string): void {
  said = { text, turn: said.turn + 1 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The place that `announce` writes to. One of it, in the frame. */
export function Announcer() {
  const { text, turn } = useSyncExternalStore(subscribe, () => said);
  // Two places in turn, so that the same words twice are said twice.
  return (
    <>
      <div className="visually-hidden" role="status">
        {turn % 2 === 0 ? text : ""}
      </div>
      <div className="visually-hidden" role="status">
        {turn % 2 === 1 ? text : ""}
      </div>
    </>
  );
}
