import { useFormat, useText } from "../../i18n";
import type { ExchangeId } from "../../ipc/generated";
import { classes, useNow } from "../../kit";
import { useSnapshot } from "../../state";
import css from "./Card.module.css";
import { FactGroup, FactNote } from "./Facts";
import { type Remaining, remaining, remainingWords } from "./patience";
import { inGroup } from "./questions/round";

/**
 * How long whoever asked is likely to wait still; `null` once the exchange is closed, and in a
 * round: by when that is to be answered is said for all of it.
 */
function useRemaining(id: ExchangeId): Remaining | null {
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const open = useSnapshot((snapshot) => snapshot.open).find((one) => one.id === id);
  const now = useNow(1000);
  if (!open || (open.round && inGroup(open.round))) return null;
  const server = servers.find((one) => one.id === open.server);
  return remaining(open, server, now);
}

/** How long it is likely waited for, in a few words. It decides nothing. */
export function StillWaits({ exchange }: { exchange: ExchangeId }) {
  const t = useText();
  const f = useFormat();
  const left = useRemaining(exchange);
  if (left === null || left.kind === "unknown") return null;
  return <span className={classes("num", css.bit)}>{remainingWords(t, f, left)}</span>;
}

/** How long it is likely waited for, and how that is known. */
export function WaitFacts({ exchange }: { exchange: ExchangeId }) {
  const t = useText();
  const f = useFormat();
  const left = useRemaining(exchange);
  if (left === null) return null;
  const words = remainingWords(t, f, left);
  return (
    <FactGroup title={t.waiting.title}>
      <FactNote>
        <b className="num">{words.charAt(0).toUpperCase() + words.slice(1)}.</b>{" "}
        {left.kind === "likely" && `${t.waiting.known[left.known]} `}
        {left.kind === "informed" ? t.waiting.informedNote : t.waiting.note}
      </FactNote>
    </FactGroup>
  );
}
