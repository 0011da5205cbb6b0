import { useRef, useState } from "react";
import { type Text, useText } from "../../i18n";
import type { Attempt, Decision, ExchangeDetail, Reply, Target } from "../../ipc/generated";
import { Button, FaultPanel, Markdown, MenuItem, Notice, Segmented, SplitButton } from "../../kit";
import { ContentBlock, modelWords, PERSON, toModel } from "../../parts";
import { modelKey } from "../../state";
import type { CardEvents } from "./Card";
import css from "./Card.module.css";
import { type DraftBlock, editedReply, replyDraftOf, replyOf, saysAnything } from "./draft";
import { useDraft } from "./drafts";
import { FailedAttempt } from "./FailedAttempt";
import { BlockPart } from "./PromptText";
import { Refuse } from "./Refuse";
import { ReplyFacts } from "./ReplyFacts";
import { SentPrompt } from "./SentPrompt";
import { useCardKeys, useDecide } from "./useDecide";

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
  const [refusing, setRefusing] = useState(false);
  const paper = useRef<HTMLDivElement>(null);
  const name = exchange.cause.server_name;

  const index = draft.attempt ?? exchange.attempts.length - 1;
  const attempt = exchange.attempts[index];
  const said = attempt?.outcome.kind === "reply" ? attempt.outcome.reply : null;
  const blocks = draft.replies[index] ?? (said ? replyDraftOf(said) : []);
  const edited = said ? editedReply(draft.replies[index], said) : undefined;
  const blocked = blockedWords(said, blocks, t);

  const sign = () => {
    if (blocked !== null) return;
    const decided: Decision = { kind: "sign_reply", attempt: index, ...(edited ? { edited } : {}) };
    decision.decide(decided, () => onDecided(t.requests.nowReturned(name)));
  };
  const refuse = () => {
    const reason = draft.reason.trim();
    const decided: Decision = { kind: "refuse", ...(reason === "" ? {} : { reason }) };
    decision.decide(decided, () => onDecided(t.requests.nowRefused(name)));
  };
  const generate = (target: Target) => {
    decision.decide({ kind: "sign_prompt", target, span: "once" }, () => {
      setDraft({ attempt: null });
      onDecided(target.kind === "person" ? t.requests.nowByHand(name) : t.requests.nowSent(name));
    });
  };
  useCardKeys({
    sign,
    refuse: () => setRefusing(true),
    edit: () => paper.current?.querySelector<HTMLElement>("[contenteditable=true]")?.focus(),
  });

  return (
    <>
      <div className={css.body}>
        <div className={css.paper} ref={paper}>
          {attempt?.outcome.kind === "fault" && (
            <FailedAttempt
              detail={detail}
              target={attempt.target}
              fault={attempt.outcome.fault}
              partial={attempt.outcome.partial}
              onGenerate={generate}
            />
          )}
          {said && (
            <ReplyText
              key={index}
              said={said}
              blocks={blocks}
              onChange={(next) => setDraft({ replies: { ...draft.replies, [index]: next } })}
              edited={edited !== undefined}
              onRevert={() => {
                const { [index]: _, ...others } = draft.replies;
                setDraft({ replies: others });
              }}
            />
          )}
          <SentPrompt exchange={exchange} />
        </div>
        <ReplyFacts detail={detail} index={index} onAttempt={(at) => setDraft({ attempt: at })} />
      </div>
      {decision.fault && (
        <div className={css.fault}>
          <FaultPanel
            fault={decision.fault}
            actions={
              <Button
                small
                onPress={() => {
                  decision.dismiss();
                  again();
                }}
              >
                {t.requests.tooLate}
              </Button>
            }
          />
        </div>
      )}
      <footer className={`${css.footer} ${css.late}`} data-ready={decision.ready}>
        <Refuse
          exchange={exchange}
          open={refusing}
          onOpenChange={setRefusing}
          reason={draft.reason}
          onReason={(reason) => setDraft({ reason })}
          busy={decision.busy}
          onRefuse={refuse}
        />
        <Again detail={detail} attempt={attempt} busy={decision.busy} onGenerate={generate} />
        <span className={css.space} />
        <p data-warn={blocked !== null}>{blocked ?? t.requests.onceReply}</p>
        <Button
          look="sign"
          keys="Mod+Enter"
          busy={decision.busy}
          isDisabled={blocked !== null}
          onPress={sign}
        >
          {t.requests.signReturn}
        </Button>
      </footer>
    </>
  );
}

function blockedWords(said: Reply | null, blocks: DraftBlock[], t: Text): string | null {
  if (said === null) return t.requests.cannotFailed;
  return saysAnything(replyOf(blocks, said)) ? null : t.requests.cannotEmptyReply;
}

/** Another try: with the same, with another, or by hand. Each is kept. */
function Again({
  detail,
  attempt,
  busy,
  onGenerate,
}: {
  detail: ExchangeDetail;
  attempt: Attempt | undefined;
  busy: boolean;
  onGenerate: (target: Target) => void;
}) {
  const t = useText();
  const granted = detail.desk?.granted ?? [];
  const target = attempt?.target ?? { kind: "person" };
  const model =
    target.kind === "model" && granted.some((one) => modelKey(one) === modelKey(target.model))
      ? target.model
      : granted[0];
  if (!model) {
    return target.kind === "person" ? null : (
      <Button look="quiet" isDisabled={busy} onPress={() => onGenerate({ kind: "person" })}>
        {t.requests.againMyself}
      </Button>
    );
  }
  return (
    <SplitButton
      look="quiet"
      icon="again"
      isDisabled={busy}
      onPress={() => onGenerate(toModel(model))}
      menuLabel={t.requests.againMenu}
      menu={
        <>
          {granted.map((one) => (
            <MenuItem key={modelKey(one)} onAction={() => onGenerate(toModel(one))}>
              {t.requests.againWith(one.model)}
            </MenuItem>
          ))}
          <MenuItem key="person" icon="person" onAction={() => onGenerate({ kind: "person" })}>
            {t.requests.againMyself}
          </MenuItem>
        </>
      }
    >
      {t.requests.again}
    </SplitButton>
  );
}

type View = "edit" | "changed" | "preview";

function ReplyText({
  said,
  blocks,
  edited,
  onChange,
  onRevert,
}: {
  said: Reply;
  blocks: DraftBlock[];
  edited: boolean;
  onChange: (blocks: DraftBlock[]) => void;
  onRevert: () => void;
}) {
  const t = useText();
  const [view, setView] = useState<View>("edit");
  const byHand = said.model === PERSON;
  const options = [
    { key: "edit", text: t.requests.edit },
    ...(byHand ? [] : [{ key: "changed", text: t.requests.whatChanged }]),
    { key: "preview", text: t.requests.preview },
  ];
  return (
    <section className={css.sheet}>
      <div className={css.label}>
        {modelWords(t, said.model)}
        {edited && !byHand && <small>{t.requests.edited}</small>}
        <span className={css.tools}>
          {edited && !byHand && (
            <Button look="quiet" small icon="undo" onPress={onRevert}>
              {t.requests.revertReply}
            </Button>
          )}
          <Segmented
            label={t.requests.view}
            value={view}
            onChange={(key) => setView(key as View)}
            options={options}
          />
        </span>
      </div>
      {said.stop_reason === "max_tokens" && <Notice tone="amber">{t.requests.cutShort}</Notice>}
      {said.stop_reason === "stopped" && <Notice tone="amber">{t.requests.stoppedShort}</Notice>}
      {blocks.map((block, at) =>
        view === "preview" ? (
          !block.removed &&
          (block.content.kind === "text" ? (
            <Markdown key={block.key}>{block.content.text}</Markdown>
          ) : (
            <ContentBlock key={block.key} content={block.content} />
          ))
        ) : (
          <BlockPart
            key={block.key}
            block={block}
            origin={said.content[at]}
            label={blocks.length === 1 ? t.requests.labelReply : t.requests.labelReplyPart(at + 1)}
            diff={view === "changed"}
            alone={blocks.length === 1}
            autoFocus={byHand && at === 0}
            placeholder={byHand ? t.requests.placeholderReply : ""}
            minLines={byHand ? 6 : 1}
            onChange={(next) =>
              onChange(blocks.map((other) => (other.key === next.key ? next : other)))
            }
          />
        ),
      )}
    </section>
  );
}
