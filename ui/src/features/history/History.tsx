import { useRef } from "react";
import { useText } from "../../i18n";
import type { ExchangeId } from "../../ipc/generated";
import { Button, Empty, FaultPanel, Panes, PickList, Spinner } from "../../kit";
import { useKept, useRoute } from "../../state";
import { ExchangePane, NothingChosen } from "./ExchangePane";
import { Filters } from "./Filters";
import css from "./History.module.css";
import { HistoryRow } from "./HistoryRow";
import { everything, type Filter, narrows } from "./pages";
import { QuestionPane } from "./QuestionPane";
import { QuestionRow } from "./QuestionRow";
import { type Entry, useEntries } from "./questions";
import { Total } from "./Total";
import { type Listed, useHistory } from "./useHistory";

/** The History screen: every exchange there was, and the one that was chosen. */
export function History() {
  const t = useText();
  const { route, go } = useRoute();
  const [filter, setFilter] = useKept<Filter>("history.filter", everything);
  const [last, setLast] = useKept<ExchangeId | null>("history", null);
  const listed = useHistory(filter);
  const { entries, questions, reading, more } = useEntries(listed, filter);
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);

  const wanted = route.screen === "history" ? route.exchange : undefined;
  const kept = entries.find((entry) => entry.id === last);
  const chosen = wanted ?? kept?.id ?? entries[0]?.id ?? null;
  const question = questions.find((one) => one.id === chosen);
  const choose = (exchange: ExchangeId) => {
    setLast(exchange);
    go({ screen: "history", exchange });
  };

  const none = entries.length === 0 && !listed.loading && !reading && !listed.fault;
  if (none && !narrows(filter)) {
    return (
      <Empty
        icon="history"
        title={t.history.emptyTitle}
        action={<Button onPress={() => go({ screen: "servers" })}>{t.history.toServers}</Button>}
      >
        {t.history.empty}
      </Empty>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back from what is inside it
    <div
      className={css.screen}
      onKeyDown={(event) => {
        if (event.key === "Escape" && pane.current?.contains(event.target as Node)) {
          list.current?.focus();
        }
      }}
    >
      <Panes
        title={t.app.history}
        above={
          <>
            <Filters filter={filter} onChange={setFilter} />
            <Total filter={filter} />
          </>
        }
        list={
          <List
            listed={listed}
            entries={entries}
            reading={reading}
            onMore={more}
            filter={filter}
            onClear={() => setFilter(everything)}
            chosen={chosen}
            onChoose={choose}
            onOpen={() => pane.current?.focus()}
            focus={list}
          />
        }
      >
        {question ? (
          <QuestionPane key={chosen} question={question} find={filter.text} ref={pane} />
        ) : chosen ? (
          <ExchangePane key={chosen} id={chosen} find={filter.text} ref={pane} />
        ) : (
          <NothingChosen />
        )}
      </Panes>
    </div>
  );
}

function List({
  listed,
  entries,
  reading,
  onMore,
  filter,
  onClear,
  chosen,
  onChoose,
  onOpen,
  focus,
}: {
  listed: Listed;
  entries: readonly Entry[];
  /** Whether older questions are on their way. */
  reading: boolean;
  onMore: () => void;
  filter: Filter;
  onClear: () => void;
  chosen: ExchangeId | null;
  onChoose: (id: ExchangeId) => void;
  onOpen: () => void;
  focus: React.RefObject<HTMLDivElement | null>;
}) {
  const t = useText();
  const fault = listed.fault && (
    <div className={css.said}>
      <FaultPanel
        fault={listed.fault}
        actions={<Button onPress={listed.retry}>{t.history.retry}</Button>}
      />
    </div>
  );
  if (entries.length === 0) {
    if (fault) return fault;
    return listed.loading || reading ? (
      <p className={css.said} role="status">
        <Spinner /> {t.history.loading}
      </p>
    ) : (
      <div className={css.nothing} role="status">
        <strong>{t.history.noMatchTitle}</strong>
        <p>{t.history.noMatch}</p>
        <Button small onPress={onClear}>
          {t.history.clearAll}
        </Button>
      </div>
    );
  }
  return (
    <div className={css.list}>
      <PickList
        ref={focus}
        label={t.history.list}
        items={entries}
        keyOf={(entry) => entry.id}
        selected={chosen}
        onSelect={onChoose}
        onOpen={onOpen}
        onEnd={onMore}
        keep
        estimate={124}
        row={(entry) =>
          entry.kind === "exchange" ? (
            <HistoryRow exchange={entry.exchange} find={filter.text} />
          ) : (
            <QuestionRow question={entry.question} find={filter.text} />
          )
        }
      />
      {fault}
      {listed.loadingMore && (
        <p className={css.said} role="status">
          <Spinner /> {t.history.loadingMore}
        </p>
      )}
    </div>
  );
}
