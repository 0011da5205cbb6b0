import { useEffect, useRef } from "react";
import { type Text, useFormat, useText } from "../../i18n";
import type { Elicitation, Summary } from "../../ipc/generated";
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
import { calledOf, useSnapshot } from "../../state";
import { type Item, linesOf, roundOf } from "./item";
import { remaining, remainingWords, SOON } from "./patience";
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
              item={row.item}
              place={row.place}
              now={now}
              selected={row.key === selected}
              onSelect={() => onSelect(row.key)}
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
    case "round":
      return (
        <h3 className={classes(css.heading, css.call)}>
          {t.questions.roundOf(heading.server, heading.number, heading.of)}
        </h3>
      );
    case "visiting":
      return <h2 className={css.heading}>{t.questions.visiting}</h2>;
    case "answers":
      return <h2 className={css.heading}>{t.requests.answers(heading.count)}</h2>;
    case "writing":
      return <h2 className={css.heading}>{t.requests.beingWritten}</h2>;
  }
}

/** What tells one of several apart: its place, and the key by which the server knows it. */
function rowName(t: Text, item: Item, { at, of }: { at: number; of: number }): string {
  const round = roundOf(item);
  return round ? `${t.requests.numberOf(at, of)} · ${round.key}` : t.requests.numberOf(at, of);
}

function QueueItem({
  item,
  place,
  now,
  selected,
  onSelect,
}: {
  item: Item;
  place: { at: number; of: number } | undefined;
  now: number;
  selected: boolean;
  onSelect: () => void;
}) {
  const t = useText();
  const f = useFormat();
  const { name, at, preview } = linesOf(item);
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
          <PlainText>{place ? rowName(t, item, place) : name}</PlainText>
        </strong>
        <time className="num" dateTime={new Date(at).toISOString()}>
          {f.age(now - at)}
        </time>
      </span>
      <span className={css.preview}>
        {item.kind === "pause" ? (
          t.questions.pausePreview
        ) : preview === "" ? (
          t.requests.noPreview
        ) : (
          <PlainText>{preview.replaceAll(/\s+/g, " ")}</PlainText>
        )}
      </span>
      {item.kind === "exchange" && (
        <ItemTags exchange={item.exchange} grouped={place !== undefined} now={now} />
      )}
      {item.kind === "question" && (
        <QuestionTags question={item.question} grouped={place !== undefined} />
      )}
    </button>
  );
}

function QuestionTags({ question, grouped }: { question: Elicitation; grouped: boolean }) {
  const t = useText();
  const { call } = question.cause;
  return (
    <Tags>
      <Tag tone="signet">
        {question.question.mode === "url" ? t.questions.pageTag : t.questions.formTag}
      </Tag>
      {call === undefined ? (
        <Tag tone="amber">{t.requests.unsolicitedTag}</Tag>
      ) : (
        !grouped && <Tag>{calledOf(call).name}</Tag>
      )}
    </Tags>
  );
}

/** That it is soon, or no longer, waited for. As long as there is time, the queue does not speak of it. */
function useLateness(exchange: Summary, now: number): string | null {
  const t = useText();
  const f = useFormat();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const server = servers.find((one) => one.id === exchange.server);
  const left = remaining(exchange, server, now);
  return left.kind === "likely" && left.ms < SOON ? remainingWords(t, f, left) : null;
}

function ItemTags({
  exchange,
  grouped,
  now,
}: {
  exchange: Summary;
  grouped: boolean;
  now: number;
}) {
  const t = useText();
  const late = useLateness(exchange, now);
  const { state, called, model, usage } = exchange;
  const answer = state.name === "reply_review";
  const modelShown = state.name !== "prompt_review" && model !== undefined;
  if (grouped && !answer && !modelShown && late === null) return null;
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
      {late !== null && <Tag>{late}</Tag>}
    </Tags>
  );
}
