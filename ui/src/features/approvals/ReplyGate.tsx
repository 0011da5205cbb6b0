import { useRef } from "react";
import { type Text, useText } from "../../i18n";
import type { Decision, ExchangeDetail, Parameter, Reply, Target } from "../../ipc/generated";
import { Button, LongText } from "../../kit";
import { useAction } from "../../state";
import { Again } from "./Again";
import css from "./Card.module.css";
import type { CardEvents } from "./cardEvents";
import {
  editedReply,
  isEditing,
  promptWithout,
  replyDraftOf,
  replyOf,
  same,
  saysAnything,
} from "./draft";
import { useDraft } from "./drafts";
import { FailedAttempt } from "./FailedAttempt";
import { GateFooter } from "./GateFooter";
import { AsItIs } from "./Remarks";
import { ReplyFacts } from "./ReplyFacts";
import { ReplyText } from "./ReplyText";
import { FilledIn } from "./SameAgain";
import { SentPrompt } from "./SentPrompt";
import { Thinking } from "./Thinking";
import { useDecide } from "./useDecide";
import { isMisfit, useReplyRemarks } from "./useReplyRemarks";

/** The second gate: the reply as it will go back, and the decision about it. */
export function ReplyGate({
  detail,
  again,
  onDecided,
}: { detail: ExchangeDetail; again: () => void } & CardEvents) {
  const t = useText();
  const { exchange } = detail;
  const [draft, setDraft] = useDraft(exchange.id);
  const decision = useDecide(exchange);
  const forget = useAction();
  const paper = useRef<HTMLDivElement>(null);
  const name = exchange.cause.server_name;

  const index = draft.attempt ?? exchange.attempts.length - 1;
  const attempt = exchange.attempts[index];
  const said = attempt?.outcome.kind === "reply" ? attempt.outcome.reply : null;
  const blocks = draft.replies[index] ?? (said ? replyDraftOf(said) : []);
  const edited = said ? editedReply(draft.replies[index], said) : undefined;
  const reply = said && replyOf(blocks, said);
  const remarks = useReplyRemarks(exchange.id, reply);
  const misfits = remarks.filter(isMisfit);
  const accepted = misfits.every((one) => draft.despite.some((other) => same(one, other)));
  const blocked =
    blockedWords(reply, t) ??
    (isEditing(blocks) ? t.content.cannotEditing : accepted ? null : t.content.cannotMisfit);

  const sign = () => {
    if (blocked !== null) return;
    const decided: Decision = {
      kind: "sign_reply",
      attempt: index,
      ...(edited ? { edited } : {}),
      ...(misfits.length > 0 ? { despite: misfits } : {}),
    };
    decision.decide(decided, () => onDecided(t.requests.nowReturned(name)));
  };
  const generate = async (target: Target, without?: Parameter) => {
    const sent = exchange.sent?.prompt ?? exchange.asked;
    const edits = without !== undefined && without !== "thinking";
    const edited = edits ? { edited: promptWithout(sent, without) } : {};
    if (without === "thinking" && target.kind === "model") {
      // Where it is too late for that, the decision says so too.
      await forget.run("forget_thinking", { id: exchange.id, model: target.model });
    }
    decision.decide({ kind: "sign_prompt", target, span: "once", ...edited }, () => {
      setDraft({ attempt: null });
      if (target.kind === "person") onDecided(t.requests.nowByHand(name), true);
      else onDecided(t.requests.nowSent(name));
    });
  };

  return (
    <>
      <div className={css.body}>
        <div className={css.paper} ref={paper}>
          {detail.desk?.earlier && said && <FilledIn earlier={detail.desk.earlier} said={said} />}
          {attempt?.outcome.kind === "fault" && (
            <FailedAttempt
              detail={detail}
              target={attempt.target}
              fault={attempt.outcome.fault}
              allowance={attempt.beside?.allowance}
              partial={attempt.outcome.partial}
              onGenerate={generate}
            />
          )}
          {misfits.length > 0 && (
            <AsItIs
              count={misfits.length}
              accepted={accepted}
              onAccept={(on) => setDraft({ despite: on ? misfits : [] })}
            />
          )}
          {said && (
            <ReplyText
              key={index}
              said={said}
              blocks={blocks}
              tools={exchange.asked.tools}
              remarks={remarks}
              onChange={(next) => setDraft({ replies: { ...draft.replies, [index]: next } })}
              edited={edited !== undefined}
              onRevert={() => {
                const { [index]: _, ...others } = draft.replies;
                setDraft({ replies: others });
              }}
            />
          )}
          {attempt?.beside?.thinking && attempt.beside.thinking.text !== "" && (
            <Thinking key={`thinking${index}`}>
              <LongText text={attempt.beside.thinking.text} label={t.requests.thinking} />
            </Thinking>
          )}
          <SentPrompt exchange={exchange} />
        </div>
        <ReplyFacts detail={detail} index={index} onAttempt={(at) => setDraft({ attempt: at })} />
      </div>
      <GateFooter
        exchange={exchange}
        decision={decision}
        paper={paper}
        onSign={sign}
        onDecided={onDecided}
        again={again}
        others={
          <Again detail={detail} attempt={attempt} busy={decision.busy} onGenerate={generate} />
        }
        warn={blocked !== null}
        note={blocked ?? t.requests.onceReply}
        sign={
          <Button
            look="sign"
            keys="Mod+Enter"
            busy={decision.busy}
            isDisabled={blocked !== null}
            onPress={sign}
          >
            {t.requests.signReturn}
          </Button>
        }
      />
    </>
  );
}

function blockedWords(reply: Reply | null, t: Text): string | null {
  if (reply === null) return t.requests.cannotFailed;
  return saysAnything(reply) ? null : t.requests.cannotEmptyReply;
}
