import { useFormat, useText } from "../../i18n";
import type { Summary } from "../../ipc/generated";
import { ListRow, Marked, PlainText, Tag, Tags } from "../../kit";
import { costWords, modelWords } from "../../parts";
import css from "./History.module.css";
import { outcomeOf } from "./pages";
import { costOf, tokensOf, toneOf } from "./words";

/** An exchange in the list. */
export function HistoryRow({ exchange, find }: { exchange: Summary; find: string }) {
  const t = useText();
  const f = useFormat();
  const outcome = outcomeOf(exchange);
  const tokens = tokensOf(exchange.usage);
  const cost = costOf(exchange);
  return (
    <ListRow
      title={<PlainText>{exchange.server_name}</PlainText>}
      aside={
        <time className="num" dateTime={new Date(exchange.opened_at).toISOString()}>
          {f.stamp(exchange.opened_at)}
        </time>
      }
    >
      <p>
        <Marked find={find}>{exchange.preview}</Marked>
      </p>
      <Tags>
        <Tag tone={toneOf(outcome)}>{t.history.outcomes[outcome]}</Tag>
        {exchange.edited && <Tag tone="signet">{t.history.edited}</Tag>}
        {exchange.called && <Tag>{exchange.called.name}</Tag>}
        {exchange.turn && <Tag>{t.content.inTurn(f.number(exchange.turn.number))}</Tag>}
      </Tags>
      {exchange.model && (
        <div className={css.figures}>
          <span>{modelWords(t, exchange.model)}</span>
          {tokens !== null && <span className="num">{t.history.tokens(f.number(tokens))}</span>}
          {cost !== null && (
            <span className="num">
              {cost === "unknown" ? t.history.costUnknown : costWords(t, f, cost)}
            </span>
          )}
        </div>
      )}
    </ListRow>
  );
}
