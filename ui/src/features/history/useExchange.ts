import { useEffect, useEffectEvent, useState } from "react";
import type { ExchangeDetail, ExchangeId, Fault } from "../../ipc/generated";
import { toFault, useBackend, useEvents } from "../../state";

/** One exchange in full, read again when it moves on. */
export function useExchange(id: ExchangeId): {
  detail: ExchangeDetail | null;
  fault: Fault | null;
  retry: () => void;
} {
  const backend = useBackend();
  const [known, setKnown] = useState<{ id: ExchangeId; detail: ExchangeDetail } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [turn, setTurn] = useState(0);
  const load = useEffectEvent(async (ended: () => boolean) => {
    try {
      const detail = await backend.call("get_exchange", { id });
      if (ended()) return;
      setKnown({ id, detail });
      setFault(null);
    } catch (error) {
      if (!ended()) setFault(toFault(error));
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another exchange, or a change, reads anew
  useEffect(() => {
    let ended = false;
    void load(() => ended);
    return () => {
      ended = true;
    };
  }, [id, turn]);
  useEvents((event) => {
    if (event.kind === "exchange" && event.exchange.id === id) setTurn((before) => before + 1);
  });
  return {
    detail: known?.id === id ? known.detail : null,
    fault,
    retry: () => {
      setFault(null);
      setTurn((before) => before + 1);
    },
  };
}
