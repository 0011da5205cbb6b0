import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { Attempt, ExchangeDetail, Reply, Timing } from "../../ipc/generated";
import { Icon, PlainText } from "../../kit";
import { costWords, modelWords, stopWords, targetWords, totalOf } from "../../parts";
import { accountOf, useSnapshot } from "../../state";
import css from "./Card.module.css";
import { Fact, FactGroup, FactNote, Facts } from "./Facts";
import { WaitFacts } from "./StillWaits";

/** Who wrote the shown try, how long it took, and the other tries. */
export function ReplyFacts({
  detail,
  index,
  onAttempt,
}: {
  detail: ExchangeDetail;
  index: number;
  onAttempt: (index: number) => void;
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { attempts } = detail.exchange;
  const attempt = attempts[index];
  if (!attempt) return null;
  const reply = attempt.outcome.kind === "reply" ? attempt.outcome.reply : attempt.outcome.partial;
  const summary = [
    targetWords(t, attempt.target),
    attempt.outcome.kind === "reply"
      ? stopWords(t, attempt.outcome.reply.stop_reason)
      : t.requests.failedTitle,
  ].join(" · ");
  return (
    <Facts summary={summary} open={open} onOpen={setOpen}>
      <FactGroup title={t.requests.writtenBy}>
        <Writer detail={detail} index={index} reply={reply} />
      </FactGroup>
      {attempt.target.kind === "model" && <Times detail={detail} timing={attempt.timing} />}
      <WaitFacts exchange={detail.exchange.id} />
      {attempts.length > 1 && (
        <FactGroup title={t.requests.tries}>
          <FactNote>{t.requests.triesNote}</FactNote>
          <div className={css.tries}>
            {attempts.map((one, at) => (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: tries are only ever added
                key={at}
                type="button"
                className={css.try}
                aria-current={at === index ? "true" : undefined}
                onClick={() => onAttempt(at)}
              >
                <span>
                  <PlainText>{t.requests.tryOf(at + 1, targetWords(t, one.target))}</PlainText>
                </span>
                {one.outcome.kind === "fault" && <small>{t.requests.tryFailed}</small>}
                {at === index && <Icon name="done" size={14} />}
              </button>
            ))}
          </div>
        </FactGroup>
      )}
    </Facts>
  );
}

function Writer({
  detail,
  index,
  reply,
}: {
  detail: ExchangeDetail;
  index: number;
  reply: Reply | undefined;
}) {
  const t = useText();
  const f = useFormat();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const attempt = detail.exchange.attempts[index];
  const target = attempt?.target;
  if (!attempt || !target || target.kind === "person") return <FactNote>{t.parts.you}</FactNote>;
  const count = (n: number | undefined) => (n === undefined ? t.requests.notReported : f.number(n));
  const usage = reply?.usage;
  const failed = attempt.outcome.kind === "fault";
  return (
    <>
      <Fact name={t.requests.model}>
        <PlainText>{modelWords(t, reply?.model ?? target.model.model)}</PlainText>
      </Fact>
      <Fact name={t.requests.account}>
        {accountOf(accounts, target.model)?.account.name ?? t.requests.accountGone}
      </Fact>
      {reply && !failed && (
        <Fact name={t.requests.stoppedBecause}>
          <PlainText>{stopWords(t, reply.stop_reason)}</PlainText>
        </Fact>
      )}
      <Fact name={t.requests.tokensIn}>{count(usage?.input)}</Fact>
      {usage?.cached !== undefined && (
        <Fact name={t.requests.tokensCached}>{f.number(usage.cached)}</Fact>
      )}
      <Fact name={t.requests.tokensOut}>{count(usage?.output)}</Fact>
      {usage?.reasoning !== undefined && (
        <Fact name={t.requests.tokensThinking}>{f.number(usage.reasoning)}</Fact>
      )}
      <CostOf attempt={attempt} />
      {reply?.request_id !== undefined && (
        <Fact name={t.requests.requestId}>
          <PlainText>{reply.request_id}</PlainText>
        </Fact>
      )}
    </>
  );
}

/** What an attempt cost, and of it what was cached or thought. */
function CostOf({ attempt }: { attempt: Attempt }) {
  const t = useText();
  const f = useFormat();
  const cost = attempt.beside?.cost;
  if (!cost) return <Fact name={t.choice.costOf}>{t.choice.unknownCost}</Fact>;
  return (
    <>
      <Fact name={t.choice.costOf}>{costWords(t, f, totalOf(cost))}</Fact>
      {cost.cached > 0 && <Fact name={t.choice.costCached}>{costWords(t, f, cost.cached)}</Fact>}
      {cost.reasoning > 0 && (
        <Fact name={t.choice.costReasoning}>{costWords(t, f, cost.reasoning)}</Fact>
      )}
    </>
  );
}

function Times({ detail, timing }: { detail: ExchangeDetail; timing: Timing }) {
  const t = useText();
  const f = useFormat();
  const shown = detail.journal.find((line) => line.event === "presented")?.at;
  const signed = detail.journal.find((line) => line.event === "prompt_signed")?.at;
  return (
    <FactGroup title={t.requests.time}>
      {shown !== undefined && signed !== undefined && (
        <Fact name={t.requests.timeYou}>{f.duration(signed - shown)}</Fact>
      )}
      {timing.first_ms !== undefined && (
        <Fact name={t.requests.timeFirst}>{f.duration(timing.first_ms)}</Fact>
      )}
      <Fact name={t.requests.timeWriting}>
        {f.duration(timing.total_ms - (timing.first_ms ?? 0))}
      </Fact>
    </FactGroup>
  );
}
