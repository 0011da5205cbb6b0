import { useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type Text, useText } from "../../i18n";
import type { ExchangeDetail, ModelRef, Span, Target } from "../../ipc/generated";
import { Button, MenuItem, SplitButton } from "../../kit";
import { toModel } from "../../parts";
import { sameModel, useSnapshot } from "../../state";
import { ContextWish } from "./Attach";
import { attach } from "./attach";
import css from "./Card.module.css";
import type { CardEvents } from "./cardEvents";
import {
  type Draft,
  draftOf,
  editedPrompt,
  isEditing,
  obstacle,
  type PromptDraft,
  promptOf,
  unseenOf,
} from "./draft";
import { useDraft } from "./drafts";
import { GateFooter } from "./GateFooter";
import { GrantQuestion } from "./GrantQuestion";
import { PromptFacts } from "./PromptFacts";
import { PromptText } from "./PromptText";
import { Remarks } from "./Remarks";
import { SameAgain } from "./SameAgain";
import { useDecide } from "./useDecide";
import { useLosses } from "./useLosses";

/** The model that would write: the one picked by hand while it is allowed, else the one chosen. */
function modelOf(detail: ExchangeDetail, draft: Draft): ModelRef | null {
  const granted = detail.desk?.granted ?? [];
  const picked = draft.model;
  if (picked && granted.some((model) => sameModel(model, picked))) return picked;
  return detail.desk?.offers.ranking.candidates[0]?.model ?? null;
}

/** Brings a message into sight, to its end: only then it was seen. */
function showMessage(paper: HTMLElement | null, key: string): void {
  paper
    ?.querySelector(`[data-message="${CSS.escape(key)}"]`)
    ?.lastElementChild?.scrollIntoView({ block: "end" });
}

/** Brings the first thing that the model does not take into sight. */
function showLoss(body: HTMLElement | null): void {
  body?.querySelector("[data-loss]")?.scrollIntoView({ block: "center" });
}

/** The first gate: the prompt as it will be sent, and the decision about it. */
export function PromptGate({
  detail,
  again,
  onDecided,
}: { detail: ExchangeDetail; again: () => void } & CardEvents) {
  const t = useText();
  const { exchange } = detail;
  const name = exchange.cause.server_name;
  const [draft, setDraft] = useDraft(exchange.id);
  const decision = useDecide(exchange);
  const paper = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const server = servers.find((one) => one.id === exchange.cause.server);

  const text = draft.prompt ?? draftOf(exchange.asked);
  const prompt = promptOf(text, exchange.asked);
  // One object for as long as the text stays the same: by it, what the models cost is asked anew.
  const edited = useMemo(
    () => editedPrompt(draft.prompt, exchange.asked),
    [draft.prompt, exchange.asked],
  );
  const model = modelOf(detail, draft);
  const losses = useLosses(exchange.id, model, prompt, edited);
  // What the model does not take is said before signing: until somebody folds it, it stands open.
  const [open, setOpen] = useState<boolean | null>(null);
  const { turn } = exchange.cause;
  const signed = turn?.signed === "as_they_stand" ? turn.known : 0;
  const unseen = unseenOf(text, draft.seen, signed);
  const editing = text.messages.some((one) => !one.removed && isEditing(one.blocks));
  const found = editing ? "editing" : obstacle(prompt);
  const blocked = found ? obstacleWords[found](t) : model ? null : t.requests.cannotModel;

  const edit = (change: (now: PromptDraft) => PromptDraft) =>
    setDraft((now) => ({ prompt: change(now.prompt ?? draftOf(exchange.asked)) }));
  const onSeen = (key: string) =>
    setDraft((now) => (now.seen.includes(key) ? {} : { seen: [...now.seen, key] }));
  const signFor = (target: Target, span: Span, then: () => void) => {
    decision.decide({ kind: "sign_prompt", target, span, ...(edited ? { edited } : {}) }, then);
  };
  const sign = (span: Span) => {
    if (!model || blocked !== null) return;
    signFor(toModel(model), span, () => onDecided(t.requests.nowSent(name)));
  };
  const answerMyself = () =>
    signFor({ kind: "person" }, "once", () => onDecided(t.requests.nowByHand(name), true));

  const fillIn = () =>
    decision.decide({ kind: "fill_in" }, () => onDecided(t.waiting.nowFilledIn, true));

  return (
    <>
      <div className={css.body} ref={body}>
        <div className={css.paper} ref={paper}>
          {server && detail.desk?.granted.length === 0 && (
            <GrantQuestion server={server} onSaved={again} onMyself={answerMyself} />
          )}
          {detail.desk?.earlier && (
            <SameAgain earlier={detail.desk.earlier} busy={decision.busy} onFillIn={fillIn} />
          )}
          <Remarks remarks={detail.desk?.remarks ?? []} prompt={prompt} />
          <ContextWish
            exchange={exchange}
            server={server}
            onAttach={(more) => edit((now) => ({ ...now, messages: attach(now.messages, more) }))}
          />
          <PromptText asked={exchange.asked} draft={text} turn={turn} edit={edit} onSeen={onSeen} />
        </div>
        <PromptFacts
          detail={detail}
          draft={text}
          edited={edited}
          model={model}
          onModel={(picked) => setDraft({ model: picked })}
          edit={edit}
          losses={losses}
          open={open ?? losses.of.length > 0}
          onOpen={setOpen}
        />
      </div>
      <GateFooter
        exchange={exchange}
        decision={decision}
        paper={paper}
        onSign={() => sign("once")}
        onDecided={onDecided}
        again={again}
        others={
          <Button look="quiet" isDisabled={decision.busy} onPress={answerMyself}>
            {t.requests.answerMyself}
          </Button>
        }
        warn={blocked !== null || unseen.length > 0 || losses.of.length > 0}
        note={
          blocked ??
          (unseen.length + losses.of.length === 0 ? (
            t.requests.once
          ) : (
            <>
              <Unsaid
                what={unseen.length > 0 && t.requests.unseen(unseen.length)}
                show={t.requests.showUnseen}
                onShow={() => showMessage(paper.current, unseen[0] ?? "")}
              />
              <Unsaid
                what={losses.of.length > 0 && t.requests.losses(losses.of.length)}
                show={t.requests.showLosses}
                onShow={() => {
                  flushSync(() => setOpen(true));
                  showLoss(body.current);
                }}
              />
            </>
          ))
        }
        sign={
          <SignButton
            server={name}
            model={model}
            busy={decision.busy}
            disabled={blocked !== null}
            onSign={sign}
          />
        }
      />
    </>
  );
}

const obstacleWords = {
  nothing: (t: Text) => t.requests.cannotNothing,
  editing: (t: Text) => t.content.cannotEditing,
  balance: (t: Text) => t.content.cannotBalance,
  tools: (t: Text) => t.content.cannotTools,
  room: (t: Text) => t.requests.cannotRoom,
};

/** What a person should know before signing, and the way to it; nothing, where there is none. */
function Unsaid({
  what,
  show,
  onShow,
}: {
  what: string | false;
  show: string;
  onShow: () => void;
}) {
  if (what === false) return null;
  return (
    <span className={css.unsaid}>
      {what}{" "}
      <Button look="link" small onPress={onShow}>
        {show}
      </Button>
    </span>
  );
}

function SignButton({
  server,
  model,
  busy,
  disabled,
  onSign,
}: {
  server: string;
  model: ModelRef | null;
  busy: boolean;
  disabled: boolean;
  onSign: (span: Span) => void;
}) {
  const t = useText();
  return (
    <SplitButton
      look="sign"
      keys="Mod+Enter"
      busy={busy}
      isDisabled={disabled}
      onPress={() => onSign("once")}
      menuLabel={t.requests.signMore}
      menu={
        <>
          <MenuItem onAction={() => onSign("once")}>{t.requests.menuOnce}</MenuItem>
          <MenuItem
            note={t.requests.menuSessionNote(model?.model ?? "")}
            onAction={() => onSign("session")}
          >
            {t.requests.menuSession(server)}
          </MenuItem>
        </>
      }
    >
      {t.requests.signSend}
    </SplitButton>
  );
}
