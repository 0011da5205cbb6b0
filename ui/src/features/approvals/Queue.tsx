import { useEffect, useRef } from "react";
import { useFormat, useText } from "../../i18n";
import type { Summary } from "../../ipc/generated";
import {
  classes,
  PlainText,
  Tag,
  Tags,
  useNow,
  VirtualList,
  type VirtualListHandle,
} from "../../kit";
import { PERSON } from "../../parts";
import css from "./Queue.module.css";
import type { Heading, Row } from "./queue";

/** Everything that is open, grouped by what it waits for. */
export function Queue({
  rows,
  selected,
  onSelect,
}: {
  rows: readonly Row[];
  selected: string;
  onSelect: (id: string) => void;
}) {
  const t = useText();
  const now = useNow(1000);
  const list = useRef<VirtualListHandle>(null);
  const at = rows.findIndex((row) => row.key === selected);
  useEffect(() => {
    if (at >= 0) list.current?.reveal(at);
  }, [at]);
  return (
    <section className={css.queue} aria-label={t.requests.queue}>
      <VirtualList
        ref={list}
        items={rows}
        keyOf={(row) => row.key}
        estimate={(row) => (row.kind === "heading" ? 38 : 84)}
        row={(row) =>
          row.kind === "heading" ? (
            <QueueHeading heading={row.heading} />
          ) : (
            <QueueItem
              exchange={row.exchange}
              place={row.place}
              now={now}
              selected={row.key === selected}
              onSelect={() => onSelect(row.exchange.id)}
            />
          )
        }
      />
    </section>
  );
}

function QueueHeading({ heading }: { heading: Heading }) {
  const t = useText();
  switch (heading.kind) {
    case "waiting":
      return <h2 className={css.heading}>{t.requests.waiting}</h2>;
    case "call":
      return (
        <h3 className={classes(css.heading, css.call)}>
          {t.requests.oneCall(heading.server, heading.count)}
        </h3>
      );
    case "answers":
      return <h2 className={css.heading}>{t.requests.answers(heading.count)}</h2>;
    case "writing":
      return <h2 className={css.heading}>{t.requests.beingWritten}</h2>;
  }
}

function QueueItem({
  exchange,
  place,
  now,
  selected,
  onSelect,
}: {
  exchange: Summary;
  place: { at: number; of: number } | undefined;
  now: number;
  selected: boolean;
  onSelect: () => void;
}) {
  const t = useText();
  const f = useFormat();
  return (
    <button
      type="button"
      className={css.item}
      aria-current={selected ? "true" : undefined}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
    >
      <span className={css.row}>
        <strong>
          <PlainText>
            {place ? t.requests.numberOf(place.at, place.of) : exchange.server_name}
          </PlainText>
        </strong>
        <time className="num" dateTime={new Date(exchange.opened_at).toISOString()}>
          {f.age(now - exchange.opened_at)}
        </time>
      </span>
      <span className={css.preview}>
        {exchange.preview === "" ? (
          t.requests.noPreview
        ) : (
          <PlainText>{exchange.preview.replaceAll(/\s+/g, " ")}</PlainText>
        )}
      </span>
      <ItemTags exchange={exchange} grouped={place !== undefined} />
    </button>
  );
}

function ItemTags({ exchange, grouped }: { exchange: Summary; grouped: boolean }) {
  const t = useText();
  const { state, called, model, usage } = exchange;
  const answer = state.name === "reply_review";
  const modelShown = state.name !== "prompt_review" && model !== undefined;
  if (grouped && !answer && !modelShown) return null;
  return (
    <Tags>
      {answer && <Tag tone="signet">{t.requests.reply}</Tag>}
      {called === undefined ? (
        <Tag tone="amber">{t.requests.unsolicitedTag}</Tag>
      ) : (
        !grouped && <Tag>{called.name}</Tag>
      )}
      {modelShown && <Tag>{model === PERSON ? t.requests.byHand : model}</Tag>}
      {usage?.output !== undefined && <Tag>{t.requests.tokens(usage.output)}</Tag>}
    </Tags>
  );
}
