import type { ExchangeId } from "../../ipc/generated";

/** What a card tells the screen it lies on. */
export interface CardEvents {
  /** The exchange to go to next, if another waits. */
  next: ExchangeId | null;
  /** The person wants to go on. */
  onNext: () => void;
  /** The person decided; what a screen reader says about it, and whether this card has more to do. */
  onDecided: (said: string, stay?: boolean) => void;
  /** There is no such exchange. */
  onGone: () => void;
}
