import { useEffect, useEffectEvent, useState } from "react";
import { useText } from "../../../i18n";
import type { Answer, Elicitation } from "../../../ipc/generated";
import {
  Button,
  FaultPanel,
  hasMod,
  isTyping,
  Json,
  LongText,
  PlainText,
  useGuard,
} from "../../../kit";
import { useAction } from "../../../state";
import card from "../Card.module.css";
import { CauseLines, Origin } from "../CardHeader";
import { useTyped } from "./answers";
import { Page } from "./Page";
import css from "./Question.module.css";
import { QuestionForm } from "./QuestionForm";
import { contentOf, defaultsOf, fieldsOf, wrongOf } from "./values";

/** One question of a server, and what the person answers. */
export function QuestionCard({
  question,
  onDecided,
}: {
  question: Elicitation;
  /** The person answered; what a screen reader says about it. */
  onDecided: (said: string, stay?: boolean) => void;
}) {
  const t = useText();
  const { question: asked, cause } = question;
  const name = cause.server_name;
  const fields = fieldsOf(asked);
  const [values, set] = useTyped(question.id, () => defaultsOf(fields));
  const [tried, setTried] = useState(false);
  const content = contentOf(fields, values);
  const wrong = wrongOf(fields, values);
  return (
    <article className={card.card} aria-labelledby="card-title">
      <header className={card.header}>
        <h1 id="card-title" tabIndex={-1}>
          <PlainText>
            {asked.mode === "url" ? t.questions.wantsVisit(name) : t.questions.asks(name)}
          </PlainText>
        </h1>
        <CauseLines cause={cause} />
        <Origin cause={cause} />
      </header>
      <div className={asked.mode === "form" ? css.split : css.single}>
        <div className={css.body}>
          {asked.mode !== "unfit" && (
            <section className={css.message} aria-label={t.questions.message(name)}>
              <h2>{t.questions.message(name)}</h2>
              <LongText text={asked.message} label={t.questions.message(name)} />
            </section>
          )}
          {asked.mode === "url" && <Page link={asked.link} />}
          {asked.mode === "form" && (
            <QuestionForm fields={fields} values={values} set={set} wrong={tried ? wrong : {}} />
          )}
        </div>
        {asked.mode === "form" && (
          <aside className={css.sent} aria-label={t.questions.sent}>
            <h2>{t.questions.sent}</h2>
            <Json value={content} label={t.questions.sent} />
            <p className={css.note}>{t.questions.kept}</p>
          </aside>
        )}
      </div>
      <Footer
        question={question}
        content={content}
        onTry={() => {
          setTried(true);
          return Object.keys(wrong).length === 0;
        }}
        onDecided={onDecided}
      />
    </article>
  );
}

/** The row of decisions. */
function Footer({
  question,
  content,
  onTry,
  onDecided,
}: {
  question: Elicitation;
  content: NonNullable<Extract<Answer, { action: "accept" }>["content"]>;
  /** Whether the form may go; says what is wrong if not. */
  onTry: () => boolean;
  onDecided: (said: string, stay?: boolean) => void;
}) {
  const t = useText();
  const action = useAction();
  const { id, standing, cause } = question;
  const guard = useGuard(`${id} ${standing.name}`);
  const name = cause.server_name;
  const opened = standing.name === "opened";
  const pushed = cause.door === "pushed";

  const answer = (answer: Answer, said: string) =>
    guard.guarded(() => {
      if (action.busy) return;
      void action.run("answer_elicitation", { id, answer }).then((done) => {
        if (done) onDecided(said);
      });
    });
  const visit = () =>
    guard.guarded(() => {
      if (action.busy) return;
      void action.run("open_elicitation", { id }).then((done) => {
        if (done) onDecided(t.questions.nowOpened(name), true);
      });
    });
  const decline = () => answer({ action: "decline" }, t.questions.nowDeclined(name));
  const cancel = () => answer({ action: "cancel" }, t.questions.nowCancelled(name));
  const go = () => {
    if (question.question.mode === "form") {
      if (onTry()) answer({ action: "accept", content }, t.questions.nowSent(name));
    } else if (opened) {
      answer({ action: "accept" }, t.questions.nowDone(name));
    } else {
      visit();
    }
  };
  // The server of a pushed page knows already that the person went there: nothing is left to say.
  const mayRefuse = !(opened && pushed);
  useQuestionKeys({ go, decline: () => mayRefuse && decline() });

  return (
    <>
      {action.fault && (
        <div className={card.fault}>
          <FaultPanel fault={action.fault} />
        </div>
      )}
      <footer className={`${card.footer} ${card.late}`} data-ready={guard.ready}>
        {mayRefuse && (
          <>
            <Button look="no" keys="Backspace" isDisabled={action.busy} onPress={decline}>
              {t.questions.decline}
            </Button>
            <Button look="quiet" isDisabled={action.busy} onPress={cancel}>
              {t.questions.cancel}
            </Button>
          </>
        )}
        <p>{noteOf()}</p>
        <Button look="sign" keys="Mod+Enter" busy={action.busy} onPress={go}>
          {question.question.mode === "form"
            ? t.questions.send
            : opened
              ? pushed
                ? t.questions.done
                : t.questions.goOn
              : t.questions.open}
        </Button>
      </footer>
    </>
  );

  function noteOf(): string {
    if (question.question.mode === "form") return t.questions.threeAnswers;
    if (!opened) return t.questions.opensOnly;
    return pushed ? t.questions.waitsPushed(name) : t.questions.waitsPulled(name);
  }
}

/** The keys of a question: yes and no. */
function useQuestionKeys(keys: { go: () => void; decline: () => void }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return;
    const yes = hasMod(event) && event.key === "Enter" && !event.shiftKey;
    const no =
      !hasMod(event) &&
      !isTyping(event.target) &&
      (event.key === "Backspace" || event.key === "Delete");
    if (!yes && !no) return;
    event.preventDefault();
    event.stopPropagation();
    if (yes) keys.go();
    else keys.decline();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener, true);
    return () => document.removeEventListener("keydown", listener, true);
  }, []);
}
