import { useEffect, useState } from "react";
import { useFormat, useText } from "../i18n";
import type { ExchangeId, Summary } from "../ipc/generated";
import { useBackend, useEvents } from "../state";
import css from "./ThreadLine.module.css";

/** The turns of the conversation that an exchange is part of; empty while that is not known. */
function useThread(id: ExchangeId): readonly Summary[] {
  const backend = useBackend();
  const [known, setKnown] = useState<{ id: ExchangeId; turns: Summary[] } | null>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time means: ask again
  useEffect(() => {
    let wanted = true;
    backend.call("exchange_thread", { id }).then(
      (turns) => {
        if (wanted) setKnown({ id, turns });
      },
      // Without it the exchange stands alone, as most do.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [backend, id, asked]);
  const turns = known?.id === id ? known.turns : [];
  useEvents((event) => {
    if (event.kind !== "exchange") return;
    const { turn } = event.exchange;
    const ours = (one: ExchangeId) => one === id || turns.some((other) => other.id === one);
    if (turn !== undefined && (ours(turn.first) || ours(event.exchange.id))) {
      setAsked((n) => n + 1);
    }
  });
  return turns;
}

/** Which turn of a conversation an exchange is, and the way to the others; nothing where it stands alone. */
export function ThreadLine({
  exchange,
  onOpen,
}: {
  exchange: ExchangeId;
  onOpen: (exchange: ExchangeId) => void;
}) {
  const t = useText();
  const f = useFormat();
  const turns = useThread(exchange);
  if (turns.length < 2) return null;
  const at = turns.findIndex((turn) => turn.id === exchange);
  const numberOf = (turn: Summary) => turn.turn?.number ?? 1;
  const current = turns[at];
  return (
    <nav className={css.thread} aria-label={t.content.thread}>
      <span>
        {current
          ? t.content.turnOf(f.number(numberOf(current)), f.number(turns.length))
          : t.content.thread}
      </span>
      <ol>
        {turns.map((turn) => (
          <li key={turn.id}>
            <button
              type="button"
              data-state={turn.state.name}
              aria-current={turn.id === exchange ? "step" : undefined}
              aria-label={t.content.turn(f.number(numberOf(turn)), turn.preview.slice(0, 80))}
              onClick={() => onOpen(turn.id)}
              disabled={turn.id === exchange}
            >
              {f.number(numberOf(turn))}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
