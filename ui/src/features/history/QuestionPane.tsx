import type { Ref } from "react";
import { useFormat, useText } from "../../i18n";
import type { Elicitation } from "../../ipc/generated";
import { Json, LongText, Pane, PlainText, StateWords } from "../../kit";
import { CauseLine } from "./Cause";
import css from "./Exchange.module.css";
import { outcomeOfQuestion } from "./questions";
import { toneOf } from "./words";

/** One question to the person in full: what was asked, and what was answered. */
export function QuestionPane({
  question,
  find,
  ref,
}: {
  question: Elicitation;
  /** Words to mark in what was asked. */
  find: string;
  ref: Ref<HTMLDivElement>;
}) {
  const t = useText();
  const f = useFormat();
  const { cause, question: asked, standing } = question;
  const title = t.history.askedYou(cause.server_name);
  const closed = standing.name !== "waiting" && standing.name !== "opened";
  return (
    <div ref={ref} tabIndex={-1} className={css.around}>
      <Pane
        label={title}
        title={<PlainText>{title}</PlainText>}
        lines={<CauseLine cause={cause} />}
        below={
          <p className={css.outcome}>
            <StateWords tone={toneOf(outcomeOfQuestion(question))}>{endOf()}</StateWords>
            <span className="num">
              {f.moment(question.opened_at)}
              {closed &&
                ` · ${t.history.after(f.duration(question.changed_at - question.opened_at))}`}
            </span>
          </p>
        }
      >
        <div className={css.question}>
          <section aria-label={t.history.questionAsked}>
            <h3>{t.history.questionAsked}</h3>
            <div className={css.asked}>
              <LongText
                text={asked.mode === "unfit" ? asked.raw : asked.message}
                label={t.history.questionAsked}
                find={find}
              />
              {asked.mode === "url" && (
                <code>
                  <PlainText>{asked.link.before + asked.link.host + asked.link.after}</PlainText>
                </code>
              )}
            </div>
          </section>
          {standing.name === "accepted" && standing.content && (
            <section aria-label={t.history.questionSent}>
              <h3>{t.history.questionSent}</h3>
              <Json value={standing.content} label={t.history.questionSent} />
            </section>
          )}
          {asked.mode === "form" && (
            <section aria-label={t.history.questionSchema}>
              <h3>{t.history.questionSchema}</h3>
              <Json value={asked.schema} label={t.history.questionSchema} />
            </section>
          )}
        </div>
      </Pane>
    </div>
  );

  function endOf(): string {
    if (standing.name === "withdrawn") return t.parts.withdrawn[standing.why];
    return standing.name === "failed" ? standing.fault.message : t.history.answers[standing.name];
  }
}
