import { useEffect, useEffectEvent } from "react";
import type { Decision, Exchange, Fault } from "../../ipc/generated";
import { hasMod, isTyping, useGuard } from "../../kit";
import { useAction } from "../../state";

/** The way to decide about an exchange. */
export interface Decide {
  /** Sends a decision, unless the card has only just appeared. `then` runs once it is taken. */
  decide(decision: Decision, then: () => void): void;
  /** Whether the card has been in sight long enough. */
  ready: boolean;
  /** Whether a decision is on its way. */
  busy: boolean;
  /** Why the last one was not taken. */
  fault: Fault | null;
  dismiss(): void;
}

/** Decides about an exchange as this card shows it, guarded against accidents. */
export function useDecide(exchange: Exchange): Decide {
  const action = useAction();
  const guard = useGuard(`${exchange.id} ${exchange.state.name}`);
  return {
    decide: (decision, then) =>
      guard.guarded(() => {
        if (action.busy) return;
        action
          .run("decide_exchange", { id: exchange.id, seen: exchange.events, decision })
          .then((done) => {
            if (done) then();
          });
      }),
    ready: guard.ready,
    busy: action.busy,
    fault: action.fault,
    dismiss: action.dismiss,
  };
}

/** The keys of a card: sign, refuse, edit. */
export function useCardKeys(keys: {
  sign: () => void;
  refuse: () => void;
  edit: () => void;
}): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return;
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    keys[act]();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    // On the way down: a button that has the focus keeps Enter and Space to itself on the way up.
    document.addEventListener("keydown", listener, true);
    return () => document.removeEventListener("keydown", listener, true);
  }, []);
}

function actOf(event: KeyboardEvent): "sign" | "refuse" | "edit" | null {
  // A key that is held down decides once, not for every card that comes after.
  if (event.repeat) return null;
  if (hasMod(event)) return event.key === "Enter" && !event.shiftKey ? "sign" : null;
  if (event.altKey || isTyping(event.target)) return null;
  if (event.key === "Backspace" || event.key === "Delete") return "refuse";
  return event.key === "e" ? "edit" : null;
}
