import { useEffect, useRef, useState } from "react";
import { type Format, type Text, useFormat, useText } from "../../i18n";
import type { CallId, CallView, JsonValue, Progress, ServerView } from "../../ipc/generated";
import {
  Button,
  CopyButton,
  FaultPanel,
  Icon,
  Json,
  Notice,
  Segmented,
  Spinner,
  useNow,
} from "../../kit";
import { GotPrompt, GotResource, ProgressLine, spendWords, useSpend } from "../../parts";
import { argumentsOf, isOf, useAction, useRoute, useSnapshot, waits } from "../../state";
import css from "./Call.module.css";
import { Result } from "./Result";
import type { ServerActions } from "./useServer";
import { otherProtocol } from "./words";

/** How a call stands or ended, in a sentence. */
export function callWords(t: Text, f: Format, call: CallView, now: number): string {
  const time = f.duration((call.ended_at ?? now) - call.started_at);
  switch (call.state.name) {
    case "running":
      return t.servers.runningFor(time);
    case "done":
      return call.state.is_error ? t.servers.callError(time) : t.servers.callDone(time);
    case "failed":
      return t.servers.callFailed(time);
    case "cancelled":
      return t.servers.callCancelled(time);
  }
}

/** One run of a tool: how it stands, what it waits for, and what it gave. */
export function CallPane({
  call,
  showing,
  server,
  actions,
  onAgain,
}: {
  call: CallView;
  /** Whether it is to be brought into sight. */
  showing: boolean;
  server: ServerView;
  actions: ServerActions;
  /** It was run again, as this call. */
  onAgain: (call: CallId) => void;
}) {
  const t = useText();
  const [raw, setRaw] = useState(false);
  const place = useRef<HTMLElement>(null);
  // It stands below the form: what was just started, or has just ended, comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it stands otherwise than before
  useEffect(() => {
    if (showing) place.current?.scrollIntoView({ block: "nearest" });
  }, [showing, call.state.name]);
  return (
    <section ref={place} className={css.call} data-state={stateOf(call)}>
      {call.state.name === "running" ? (
        <Running call={call} progress={call.state.progress} />
      ) : (
        <Ended call={call} raw={raw} onRaw={setRaw} />
      )}
      {call.state.name === "done" && (
        <div className={css.result}>
          {raw ? (
            <>
              <h4>{t.servers.sentArguments}</h4>
              <Json value={argumentsOf(call.what)} label={t.servers.sentArguments} />
              <h4>{t.servers.result}</h4>
              <Json value={call.state.result} label={t.servers.result} />
            </>
          ) : (
            <Got call={call} result={call.state.result} />
          )}
        </div>
      )}
      {call.state.name === "failed" && (
        <CallFault call={call} server={server} actions={actions} onAgain={onAgain} />
      )}
    </section>
  );
}

/** What a call gave, readable. */
function Got({ call, result }: { call: CallView; result: JsonValue }) {
  switch (call.what.kind) {
    case "tool":
      return <Result result={result} />;
    case "prompt":
      return <GotPrompt result={result} />;
    case "resource":
      return <GotResource result={result} />;
  }
}

function stateOf(call: CallView): string {
  return call.state.name === "done" && call.state.is_error ? "error" : call.state.name;
}

function Running({ call, progress }: { call: CallView; progress: Progress | undefined }) {
  const t = useText();
  const f = useFormat();
  const now = useNow(250);
  const cancel = useAction();
  return (
    <>
      <header className={css.head}>
        <Spinner />
        <strong className="num">{callWords(t, f, call, now)}</strong>
        <Button
          small
          busy={cancel.busy}
          onPress={() => void cancel.run("cancel_call", { id: call.id })}
        >
          {t.servers.cancel}
        </Button>
      </header>
      {progress && <ProgressLine progress={progress} />}
      <OnDesk call={call} />
      {cancel.fault && <FaultPanel fault={cancel.fault} />}
    </>
  );
}

/** That a request of this run waits for a person, and the way there. */
function OnDesk({ call }: { call: CallView }) {
  const t = useText();
  const { go } = useRoute();
  const open = useSnapshot((snapshot) => snapshot.open).filter((exchange) =>
    // Where it is not certain which run asked, it may be this one.
    exchange.call === undefined
      ? exchange.server === call.server && isOf(call.what, exchange.called)
      : exchange.call === call.id,
  );
  const questions = useSnapshot((snapshot) => snapshot.elicitations).filter(
    (question) => question.standing.name === "waiting" && question.cause.call?.id === call.id,
  );
  const waiting = [...open.filter(waits), ...questions];
  const first = waiting[0] ?? open[0];
  if (!first) return null;
  return (
    <Notice
      alert={waiting.length > 0}
      actions={
        <Button
          small
          look={waiting.length > 0 ? "sign" : "plain"}
          onPress={() => go({ screen: "requests", exchange: first.id })}
        >
          {t.servers.toDesk}
        </Button>
      }
    >
      {waiting.length > 0 ? t.servers.waits(waiting.length) : t.servers.writes}
    </Notice>
  );
}

function Ended({
  call,
  raw,
  onRaw,
}: {
  call: CallView;
  raw: boolean;
  onRaw: (raw: boolean) => void;
}) {
  const t = useText();
  const f = useFormat();
  const good = stateOf(call) === "done";
  const spend = useSpend({ kind: "call", id: call.id });
  return (
    <header className={css.head}>
      <Icon name={good ? "done" : call.state.name === "cancelled" ? "close" : "error"} />
      <strong className="num" role="status">
        {callWords(t, f, call, 0)}
      </strong>
      {spend && spend.attempts > 0 && (
        <span className="num">
          {t.choice.spent}: {spendWords(t, f, spend)}
        </span>
      )}
      {call.state.name === "done" && (
        <>
          <CopyButton
            text={JSON.stringify(call.state.result, null, 2)}
            label={t.servers.copyResult}
          />
          <Segmented
            label={t.servers.resultView}
            value={raw ? "raw" : "readable"}
            onChange={(key) => onRaw(key === "raw")}
            options={[
              { key: "readable", text: t.servers.readable },
              { key: "raw", text: t.servers.raw },
            ]}
          />
        </>
      )}
    </header>
  );
}

function CallFault({
  call,
  server,
  actions,
  onAgain,
}: {
  call: CallView;
  server: ServerView;
  actions: ServerActions;
  onAgain: (call: CallId) => void;
}) {
  const t = useText();
  if (call.state.name !== "failed") return null;
  const other = otherProtocol(call.state.fault, server);
  const again = async () => {
    const id = await actions.runAgain(call, other);
    if (id !== null) onAgain(id);
  };
  const words =
    other === "modern"
      ? t.servers.runAgainModern
      : other === "legacy"
        ? t.servers.runAgainLegacy
        : t.waiting.runAgain;
  return (
    <>
      <FaultPanel
        fault={call.state.fault}
        actions={
          (other !== null || call.signed > 0) && (
            <Button
              look="sign"
              icon="again"
              busy={actions.action.busy}
              onPress={() => void again()}
            >
              {words}
            </Button>
          )
        }
      />
      {call.signed > 0 && <p className={css.note}>{t.waiting.signedNote(call.signed)}</p>}
    </>
  );
}
