import { type ReactNode, useState } from "react";
import { rich, useText } from "../../i18n";
import type { Call, CallId, Cause, Exchange, ExchangeId } from "../../ipc/generated";
import { Button, Dialog, Editor, Notice, PlainText, Tip } from "../../kit";
import { ProgressLine, RawRequest, ThreadLine } from "../../parts";
import { argumentsOf, calledOf, useRoute, useSnapshot } from "../../state";
import css from "./Card.module.css";
import { StillWaits } from "./StillWaits";

/** More of an argument than this stands in the dialog, one click away. */
const SHORT = 44;
/** Nor are there more of them than this. */
const FEW = 2;

/** Who asks, and why now. */
export function CardHeader({ exchange }: { exchange: Exchange }) {
  const t = useText();
  const { go } = useRoute();
  const { cause, state, attempts } = exchange;
  const name = cause.server_name;
  const title =
    state.name === "reply_review"
      ? attempts.at(-1)?.outcome.kind === "fault"
        ? t.requests.noReplyFor(name)
        : t.requests.replyFor(name)
      : state.name === "generating"
        ? t.requests.writesFor(name)
        : state.name === "prompt_review" || state.name === "received"
          ? t.requests.asks(name)
          : t.requests.askedOnce(name);
  return (
    <header className={css.header}>
      <h1 id="card-title" tabIndex={-1}>
        <PlainText>{title}</PlainText>
      </h1>
      <CauseLines cause={cause} />
      <Origin cause={cause} exchange={exchange.id} />
      <ThreadLine
        exchange={exchange.id}
        onOpen={(turn) => go({ screen: "history", exchange: turn })}
      />
    </header>
  );
}

/** Why a server asks now. */
export function CauseLines({ cause }: { cause: Cause }) {
  const t = useText();
  return cause.call ? (
    <Because call={cause.call} certain={cause.certain} />
  ) : (
    <Notice tone="amber">
      <b>{t.requests.unsolicited}</b> {t.requests.unsolicitedNote}
    </Notice>
  );
}

/** Through which door it came, for those who want to know. */
export function Origin({ cause, exchange }: { cause: Cause; exchange?: ExchangeId }) {
  const t = useText();
  const { door, revision, round } = cause;
  return (
    <p className={css.meta}>
      {exchange !== undefined && <StillWaits exchange={exchange} />}
      <span className={css.bit}>{door === "pushed" ? t.requests.pushed : t.requests.pulled}</span>
      {round && (
        <span className={css.bit}>{t.requests.round(round.number, round.key, round.of)}</span>
      )}
      <span className={css.bit}>{t.requests.revision(revision)}</span>
      {exchange !== undefined && (
        <span className={css.bit}>
          <RawRequest exchange={exchange} />
        </span>
      )}
    </p>
  );
}

function short(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length <= SHORT ? json : `${json.slice(0, SHORT)}…`;
}

function Because({ call, certain }: { call: Call; certain: boolean }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { kind, name } = calledOf(call);
  const entries = Object.entries(argumentsOf(call));
  const [first] = entries;
  const parts: Record<string, ReactNode> = {
    called: (
      <code>
        <PlainText>{name}</PlainText>
      </code>
    ),
  };
  if (first) {
    parts.arguments = (
      <Tip text={t.requests.allArguments}>
        <Button look="link" className={css.arguments ?? ""} onPress={() => setOpen(true)}>
          {entries.slice(0, FEW).map(([key, value]) => (
            <code key={key}>
              <PlainText>{`${key}: ${short(value)}`}</PlainText>
            </code>
          ))}
          {entries.length > FEW && <code>+{entries.length - FEW}</code>}
        </Button>
      </Tip>
    );
  }
  const sentences = certain
    ? first
      ? t.requests.becauseWith
      : t.requests.because
    : first
      ? t.requests.probablyWith
      : t.requests.probably;
  return (
    <>
      <p>{rich(sentences[kind], parts)}</p>
      <CallProgress id={call.id} />
      {open && (
        <Dialog title={t.requests.argumentsOf(name)} onClose={() => setOpen(false)} width={640}>
          <Editor
            readOnly
            language="json"
            label={t.requests.argumentsOf(name)}
            value={JSON.stringify(argumentsOf(call), null, 2)}
          />
        </Dialog>
      )}
    </>
  );
}

/** How far the call is that waits for this, where its server says so. */
function CallProgress({ id }: { id: CallId }) {
  const state = useSnapshot((snapshot) => snapshot.calls).find((call) => call.id === id)?.state;
  if (state?.name !== "running" || !state.progress) return null;
  return (
    <div className={css.far}>
      <ProgressLine progress={state.progress} />
    </div>
  );
}
