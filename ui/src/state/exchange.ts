import { useEffect, useEffectEvent, useState } from "react";
import type { ExchangeDetail, ExchangeId, Fault } from "../ipc/generated";
import { toFault } from "./fault";
import { useBackend, useEvents } from "./hooks";

/** What is known of an exchange in full. What was known before stays until the newer arrives. */
export interface InFull {
  detail: ExchangeDetail | null;
  fault: Fault | null;
  /** Asks once more. */
  again(): void;
}

/** An exchange in full, asked for anew whenever something happens to it. */
export function useExchange(id: ExchangeId): InFull {
  const backend = useBackend();
  const [known, setKnown] = useState<{ id: ExchangeId; detail: ExchangeDetail } | null>(null);
  const [fault, setFault] = useState<{ id: ExchangeId; fault: Fault } | null>(null);
  const [turn, setTurn] = useState(0);

  const take = useEffectEvent((detail: ExchangeDetail) => {
    // Answers may overtake one another; an exchange never goes back.
    setKnown((before) =>
      before?.id === id && before.detail.exchange.events > detail.exchange.events
        ? before
        : { id, detail },
    );
    setFault(null);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn means: ask again
  useEffect(() => {
    let wanted = true;
    backend.call("get_exchange", { id }).then(
      (detail) => {
        if (wanted) take(detail);
      },
      (error: unknown) => {
        if (wanted) setFault({ id, fault: toFault(error) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [backend, id, turn]);

  useEvents((event) => {
    const moved = event.kind === "exchange" && event.exchange.id === id;
    // A grant or a changed server changes what may be chosen.
    const granted =
      event.kind === "grant" || event.kind === "grant_removed" || event.kind === "reset";
    if (moved || granted) setTurn((n) => n + 1);
  });

  return {
    detail: known?.id === id ? known.detail : null,
    fault: fault?.id === id ? fault.fault : null,
    again: () => {
      setFault(null);
      setTurn((n) => n + 1);
    },
  };
}
