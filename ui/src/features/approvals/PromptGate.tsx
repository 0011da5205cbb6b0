import { useRef, useState } from "react";
import { type Text, useText } from "../../i18n";
import type { Decision, ExchangeDetail, ModelRef, Span, Target } from "../../ipc/generated";
import { Button, FaultPanel, MenuItem, SplitButton } from "../../kit";
import { toModel } from "../../parts";
import { sameModel, useSnapshot } from "../../state";
import type { CardEvents } from "./Card";
import css from "./Card.module.css";
import { type Draft, draftOf, editedPrompt, type Obstacle, obstacle, promptOf } from "./draft";
import { useDraft } from "./drafts";
import { GrantQuestion } from "./GrantQuestion";
import { PromptFacts } from "./PromptFacts";
import { PromptText } from "./PromptText";
import { Refuse } from "./Refuse";
import { Remarks } from "./Remarks";
import { useCardKeys, useDecide } from "./useDecide";

/** The model that would write: the one picked by hand while it is allowed, else the one chosen. */
export function modelOf(detail: ExchangeDetail, draft: Draft): ModelRef | null {
  const granted = detail.desk?.granted ?? [];
  const picked = draft.model;
  if (picked && granted.some((model) => sameModel(model, picked))) return picked;
  return detail.desk?.choice?.model ?? null;
}

/** The first gate: the prompt as it will be sent, and the decision about it. */
export function PromptGate({
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
  const installed = useSnapshot((snapshot) => snapshot.servers);

  const text = draft.prompt ?? draftOf(exchange.asked);
  const prompt = promptOf(text, exchange.asked);
  const edited = editedPrompt(draft.prompt, exchange.asked);
  const model = modelOf(detail, draft);
  const server = installed.find((one) => one.id === exchange.cause.server);
  const blocked = obstacleWords(obstacle(prompt), model, t);
  const unseen = text.messages.filter(
    (message) => message.from !== null && !message.removed && !draft.seen.includes(message.key),
  );

  const signWith = (target: Target, span: Span, said: string) => {
    const decided: Decision = {
      kind: "sign_prompt",
      target,
      span,
      ...(edited ? { edited } : {}),
    };
    decision.decide(decided, () => onDecided(said));
  };
  const name = exchange.cause.server_name;
  const sign = (span: Span) => {
    if (model && !blocked) signWith(toModel(model), span, t.requests.nowSent(name));
  };
  const refuse = () => {
    const reason = draft.reason.trim();
    const decided: Decision = { kind: "refuse", ...(reason === "" ? {} : { reason }) };
    decision.decide(decided, () => onDecided(t.requests.nowRefused(name)));
  };
  useCardKeys({
    sign: () => sign("once"),
    refuse: () => setRefusing(true),
    edit: () => paper.current?.querySelector<HTMLElement>("[contenteditable=true]")?.focus(),
  });

  return (
    <>
      <div className={css.body}>
        <div className={css.paper} ref={paper}>
          {server && detail.desk?.granted.length === 0 && (
            <GrantQuestion server={server} onAnswered={again} />
          )}
          <Remarks remarks={detail.desk?.remarks ?? []} prompt={prompt} />
          <PromptText
            asked={exchange.asked}
            draft={text}
            onChange={(next) => setDraft({ prompt: next })}
            onSeen={(key) => {
              if (!draft.seen.includes(key)) setDraft((now) => ({ seen: [...now.seen, key] }));
            }}
          />
        </div>
        <PromptFacts
          detail={detail}
          draft={text}
          model={model}
          onModel={(picked) => setDraft({ model: picked })}
          onChange={(next) => setDraft({ prompt: next })}
        />
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
        <Button
          look="quiet"
          isDisabled={decision.busy}
          onPress={() => signWith({ kind: "person" }, "once", t.requests.nowByHand(name))}
        >
          {t.requests.answerMyself}
        </Button>
        <span className={css.space} />
        {blocked === null && unseen.length > 0 ? (
          <p data-warn="true">
            {t.requests.unseen(unseen.length)}{" "}
            <Button
              look="link"
              small
              onPress={() =>
                showMessage(
                  paper.current,
                  text.messages.findIndex((one) => one === unseen[0]),
                )
              }
            >
              {t.requests.showUnseen}
            </Button>
          </p>
        ) : (
          <p id="sign-scope" data-warn={blocked !== null}>
            {blocked ?? t.requests.once}
          </p>
        )}
        <SplitButton
          look="sign"
          keys="Mod+Enter"
          busy={decision.busy}
          isDisabled={blocked !== null}
          onPress={() => sign("once")}
          menuLabel={t.requests.signMore}
          menu={
            <>
              <MenuItem key="once" onAction={() => sign("once")}>
                {t.requests.menuOnce}
              </MenuItem>
              <MenuItem
                key="session"
                note={t.requests.menuSessionNote(model?.model ?? "")}
                onAction={() => sign("session")}
              >
                {t.requests.menuSession(name)}
              </MenuItem>
            </>
          }
        >
          {t.requests.signSend}
        </SplitButton>
      </footer>
    </>
  );
}

function obstacleWords(found: Obstacle | null, model: ModelRef | null, t: Text): string | null {
  if (found === "nothing") return t.requests.cannotNothing;
  if (found === "room") return t.requests.cannotRoom;
  return model === null ? t.requests.cannotModel : null;
}

/** Brings a message into sight, to its end: only then it was seen. */
function showMessage(paper: HTMLElement | null, at: number): void {
  paper
    ?.querySelectorAll<HTMLElement>("[data-message]")
    .item(at)
    ?.lastElementChild?.scrollIntoView({ block: "end", behavior: "smooth" });
}
