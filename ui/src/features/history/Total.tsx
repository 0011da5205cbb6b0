import { useFormat, useText } from "../../i18n";
import { Button } from "../../kit";
import { amountWords, useTotal } from "../../parts";
import css from "./History.module.css";
import { askedOf, type Filter, narrows } from "./pages";

/** What all that the filter leaves comes to, on every page: how many exchanges, and what they cost. */
export function Total({ filter }: { filter: Filter }) {
  const t = useText();
  const f = useFormat();
  const counted = useTotal(askedOf(filter));
  // Said aloud as the answer to a filter; what changes by itself is not.
  const role = narrows(filter) ? "status" : undefined;
  if (counted.name === "counting") {
    return (
      <p className={`${css.total} ${css.counting}`} role={role}>
        {t.history.counting}
      </p>
    );
  }
  if (counted.name === "failed") {
    return (
      <p className={css.total} role="alert">
        <span>{t.history.totalFailed}</span>
        <span>{counted.fault.message}</span>
        <Button small look="link" onPress={counted.retry}>
          {t.history.countAgain}
        </Button>
      </p>
    );
  }
  const { exchanges, spend } = counted.total;
  const { attempts, unpriced } = spend;
  return (
    <p className={`${css.total} num`} role={role}>
      <span>{t.history.exchanges(exchanges)}</span>
      {attempts > 0 && (
        <span>{unpriced < attempts ? amountWords(t, f, spend) : t.history.costUnknown}</span>
      )}
      {unpriced > 0 && unpriced < attempts && (
        <span>{t.history.unpriced(f.number(unpriced), f.number(attempts))}</span>
      )}
    </p>
  );
}
