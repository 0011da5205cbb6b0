import { type Ref, useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { Exchange, ExchangeDetail, ExchangeId, State } from "../../ipc/generated";
import {
  Button,
  contains,
  Dot,
  FaultPanel,
  Notice,
  Pane,
  PaneTabs,
  PlainText,
  Spinner,
  Tag,
} from "../../kit";
import { modelWords, spendOf, spendWords, ThreadLine } from "../../parts";
import { useExchange, useKept, useRoute } from "../../state";
import { CauseLine } from "./Cause";
import css from "./Exchange.module.css";
import { editedPrompt, editedReply } from "./edits";
import { Asked, Returned, Said, Sent } from "./FourTexts";
import { Record } from "./Record";
import { tookMs } from "./times";
import { stateWords, toneOf } from "./words";

/** One exchange in full, when it is there. */
export function ExchangePane({
  id,
  find,
  ref,
}: {
  id: ExchangeId;
  /** Words to mark in its texts. */
  find: string;
  ref: Ref<HTMLDivElement>;
}) {
  const t = useText();
  const { detail, fault, again } = useExchange(id);
  return (
    <div ref={ref} tabIndex={-1} className={css.around}>
      {fault && !detail && (
        <div className={css.alone}>
          <FaultPanel fault={fault} actions={<Button onPress={again}>{t.history.retry}</Button>} />
        </div>
      )}
      {!fault && !detail && (
        <div className={css.alone} role="status">
          <p className={css.loading}>
            <Spinner /> {t.history.loading}
          </p>
        </div>
      )}
      {detail && <Shown detail={detail} find={find} />}
    </div>
  );
}

function Shown({ detail, find }: { detail: ExchangeDetail; find: string }) {
  const t = useText();
  const { go } = useRoute();
  const { exchange } = detail;
  const [tab, setTab] = useKept("history.tab", "asked");
  const [compare, setCompare] = useState(true);
  const { sent, returned, attempts } = exchange;
  const edits = {
    sent: editedPrompt(exchange),
    returned: editedReply(exchange),
  };
  const comparing = { compare, onCompare: setCompare };
  return (
    <Pane
      label={t.history.asked(exchange.cause.server_name)}
      title={<PlainText>{t.history.asked(exchange.cause.server_name)}</PlainText>}
      lines={
        <>
          <CauseLine cause={exchange.cause} />
          <ThreadLine
            exchange={exchange.id}
            onOpen={(turn) => go({ screen: "history", exchange: turn })}
          />
        </>
      }
      below={<Ending detail={detail} />}
    >
      <PaneTabs
        label={t.history.views}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            key: "asked",
            text: <Named words={t.history.tabAsked} found={finds(exchange.asked, find)} />,
            panel: <Asked exchange={exchange} find={find} />,
          },
          {
            key: "sent",
            text: (
              <Named
                words={t.history.tabSent}
                edited={edits.sent}
                found={finds(sent?.prompt, find)}
              />
            ),
            panel: <Sent exchange={exchange} find={find} edited={edits.sent} {...comparing} />,
          },
          {
            key: "said",
            text: <Named words={t.history.tabSaid} found={finds(attempts, find)} />,
            panel: <Said key={attempts.length} exchange={exchange} find={find} />,
          },
          {
            key: "returned",
            text: (
              <Named
                words={t.history.tabReturned}
                edited={edits.returned}
                found={finds(returned?.reply, find)}
              />
            ),
            panel: (
              <Returned exchange={exchange} find={find} edited={edits.returned} {...comparing} />
            ),
          },
          { key: "record", text: t.history.tabRecord, panel: <Record detail={detail} /> },
        ]}
      />
    </Pane>
  );
}

/** Whether the words of a search stand in one of the four texts. */
function finds(text: unknown, find: string): boolean {
  return find.trim() !== "" && text !== undefined && contains(JSON.stringify(text), find);
}

function Named({
  words,
  edited = false,
  found,
}: {
  words: string;
  edited?: boolean;
  found: boolean;
}) {
  const t = useText();
  return (
    <>
      {words}
      {found && (
        <>
          <Dot tone="amber" />
          <span className="visually-hidden">{t.history.found}</span>
        </>
      )}
      {edited && (
        <>
          <Dot tone="signet" />
          <span className="visually-hidden">{t.history.edited}</span>
        </>
      )}
    </>
  );
}

/** How it stands or ended, and the figures of it. */
function Ending({ detail }: { detail: ExchangeDetail }) {
  const t = useText();
  const f = useFormat();
  const { go } = useRoute();
  const { exchange, journal } = detail;
  const { state, cause } = exchange;
  const model = exchange.returned?.reply.model ?? targetModel(exchange);
  const took = tookMs(journal);
  const began = journal[0]?.at;
  const spend = spendOf(exchange.attempts);
  return (
    <>
      {state.name === "failed" ? (
        <FaultPanel fault={state.fault} />
      ) : (
        <Outcome
          state={state}
          onDesk={detail.desk ? () => go({ screen: "requests", exchange: exchange.id }) : undefined}
        />
      )}
      <p className={css.figures}>
        {model && <span>{modelWords(t, model)}</span>}
        {began !== undefined && <span className="num">{f.moment(began)}</span>}
        {took > 0 && <span className="num">{t.history.took(f.duration(took))}</span>}
        {spend.attempts > 0 && (
          <span className="num">
            {t.choice.spent}: {spendWords(t, f, spend)}
          </span>
        )}
        <span>{t.history.speaks(t.history[cause.door], cause.revision)}</span>
      </p>
    </>
  );
}

function targetModel(exchange: Exchange): string | undefined {
  const target = exchange.sent?.target;
  return target?.kind === "model" ? target.model.model : target && "human";
}

function Outcome({ state, onDesk }: { state: State; onDesk: (() => void) | undefined }) {
  const t = useText();
  const outcome =
    state.name === "released" ||
    state.name === "refused" ||
    state.name === "failed" ||
    state.name === "withdrawn"
      ? state.name
      : "open";
  return (
    <div className={css.outcome}>
      <Tag tone={toneOf(outcome)}>{t.history.outcomes[outcome]}</Tag>
      <p>
        {stateWords(t, state)}
        {state.name === "refused" && state.reason !== undefined && (
          <>
            {" "}
            <PlainText>{t.history.refusedReason(state.reason)}</PlainText>
          </>
        )}
      </p>
      {onDesk && (
        <Button small look="sign" onPress={onDesk}>
          {t.history.toDesk}
        </Button>
      )}
    </div>
  );
}

/** Said where nothing was chosen. */
export function NothingChosen() {
  const t = useText();
  return (
    <div className={css.alone}>
      <Notice>{t.history.choose}</Notice>
    </div>
  );
}
