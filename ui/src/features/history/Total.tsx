import { useFormat, useText } from "../../i18n";
import type { Exchange } from "../../ipc/generated";
import { spendOf, spendWords, useSpend } from "../../parts";
import css from "./History.module.css";
import type { Filter } from "./pages";

/** What all that is listed cost, where that is everything, or all of one server's. */
export function Total({ filter }: { filter: Filter }) {
  const { text, server, model, outcome } = filter;
  const whole = text.trim() === "" && model === null && outcome === null;
  return whole ? <Sum server={server} /> : null;
}

function Sum({ server }: { server: string | null }) {
  const t = useText();
  const f = useFormat();
  const spend = useSpend(server === null ? { kind: "all" } : { kind: "server", id: server });
  if (!spend || spend.attempts === 0) return null;
  return (
    <p className={`${css.total} num`}>
      {t.choice.spent}: {spendWords(t, f, spend)}
    </p>
  );
}

/** What all attempts of an exchange cost. */
export function ExchangeTotal({ exchange }: { exchange: Exchange }) {
  const t = useText();
  const f = useFormat();
  const spend = spendOf(exchange.attempts);
  if (spend.attempts === 0) return null;
  return (
    <p className={`${css.total} num`}>
      {t.choice.spent}: {spendWords(t, f, spend)}
    </p>
  );
}
