import { type ReactNode, useState } from "react";
import { useText } from "../../i18n";
import type { Attempt, Exchange, ReplyRemark } from "../../ipc/generated";
import { CopyButton, FaultPanel, Notice, PlainText, Segmented } from "../../kit";
import { plainText, RawRequest, replyRemarkWords, signerWords, targetWords } from "../../parts";
import css from "./Exchange.module.css";
import { PromptFacts, ReplyFacts } from "./Facts";
import { PromptText, ReplyText } from "./Texts";

interface Comparing {
  edited: boolean;
  /** Whether what changed is shown, or the text as it was. */
  compare: boolean;
  onCompare: (compare: boolean) => void;
}

function Above({ words, children }: { words?: string; children?: ReactNode }) {
  return (
    <div className={css.above}>
      <p>{words}</p>
      {children}
    </div>
  );
}

function Compare({ edited, compare, onCompare }: Comparing) {
  const t = useText();
  if (!edited) return null;
  return (
    <Segmented
      label={t.history.compare}
      value={compare ? "changes" : "plain"}
      onChange={(key) => onCompare(key === "changes")}
      options={[
        { key: "changes", text: t.history.changes },
        { key: "plain", text: t.history.plain },
      ]}
    />
  );
}

/** What the server asked. */
export function Asked({ exchange, find }: { exchange: Exchange; find: string }) {
  const t = useText();
  return (
    <div className={css.panel}>
      <Above>
        <RawRequest exchange={exchange.id} />
        <CopyButton
          text={() => JSON.stringify(exchange.asked, null, 2)}
          label={t.history.copyText}
        />
      </Above>
      <PromptText
        prompt={exchange.asked}
        before={null}
        find={find}
        known={exchange.cause.turn?.known}
      />
      <PromptFacts prompt={exchange.asked} before={null} />
    </div>
  );
}

/** What was sent to a model, and what a person changed in it. */
export function Sent({
  exchange,
  find,
  ...comparing
}: Comparing & { exchange: Exchange; find: string }) {
  const t = useText();
  const { sent, asked } = exchange;
  if (!sent) return <p className={css.none}>{t.history.notSent}</p>;
  const before = comparing.edited && comparing.compare ? asked : null;
  const signed = t.history.sentBy(signerWords(t, sent.by), targetWords(t, sent.target));
  return (
    <div className={css.panel}>
      <Above words={comparing.edited ? signed : `${signed} ${t.history.asAsked}`}>
        <Compare {...comparing} />
        <CopyButton text={() => JSON.stringify(sent.prompt, null, 2)} label={t.history.copyText} />
      </Above>
      <PromptText prompt={sent.prompt} asked={exchange.asked} before={before} find={find} />
      <PromptFacts prompt={sent.prompt} before={before} />
    </div>
  );
}

/** What models said, attempt by attempt. */
export function Said({ exchange, find }: { exchange: Exchange; find: string }) {
  const t = useText();
  const { attempts } = exchange;
  const [chosen, setChosen] = useState(exchange.returned?.attempt ?? attempts.length - 1);
  const attempt = attempts[chosen];
  if (!attempt) return <p className={css.none}>{t.history.notSaid}</p>;
  return (
    <div className={css.panel}>
      {attempts.length > 1 && (
        <Segmented
          label={t.history.attempts}
          value={String(chosen)}
          onChange={(key) => setChosen(Number(key))}
          options={attempts.map((_, at) => ({
            key: String(at),
            text: t.history.attempt(at + 1),
          }))}
        />
      )}
      <OneAttempt attempt={attempt} find={find} />
    </div>
  );
}

function OneAttempt({ attempt, find }: { attempt: Attempt; find: string }) {
  const t = useText();
  const { outcome } = attempt;
  const reply = outcome.kind === "reply" ? outcome.reply : outcome.partial;
  return (
    <>
      {outcome.kind === "fault" && <FaultPanel fault={outcome.fault} />}
      {reply && (
        <>
          <Above words={outcome.kind === "fault" ? t.history.partial : ""}>
            <CopyButton text={() => plainText(reply.content)} label={t.history.copyText} />
          </Above>
          <ReplyText reply={reply} before={null} find={find} />
          <ReplyFacts reply={reply} attempt={attempt} />
        </>
      )}
    </>
  );
}

/** What went back to the server, and what a person changed in it. */
export function Returned({
  exchange,
  find,
  ...comparing
}: Comparing & { exchange: Exchange; find: string }) {
  const t = useText();
  const { returned } = exchange;
  if (!returned) return <p className={css.none}>{t.history.notReturned}</p>;
  const attempt = exchange.attempts[returned.attempt] ?? null;
  const said = attempt?.outcome.kind === "reply" ? attempt.outcome.reply : null;
  const byHand = attempt?.target.kind === "person";
  const signed = t.history.returnedBy(signerWords(t, returned.by));
  return (
    <div className={css.panel}>
      <Above words={comparing.edited || byHand ? signed : `${signed} ${t.history.asSaid}`}>
        <Compare {...comparing} />
        <CopyButton text={() => plainText(returned.reply.content)} label={t.history.copyText} />
      </Above>
      {returned.despite && <Despite remarks={returned.despite} />}
      <ReplyText
        reply={returned.reply}
        before={comparing.edited && comparing.compare ? said : null}
        find={find}
      />
      <ReplyFacts reply={returned.reply} attempt={attempt} />
    </div>
  );
}

/** What was wrong with a reply and signed all the same. */
function Despite({ remarks }: { remarks: readonly ReplyRemark[] }) {
  const t = useText();
  return (
    <Notice tone="amber">
      <p>{t.content.despite}</p>
      <ul className={css.despite}>
        {remarks.map((remark, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name and keep their order
          <li key={at}>
            <PlainText>{replyRemarkWords(t, remark)}</PlainText>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
