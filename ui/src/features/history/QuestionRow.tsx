import { useFormat, useText } from "../../i18n";
import type { Elicitation } from "../../ipc/generated";
import { ListRow, Marked, PlainText, Tag, Tags } from "../../kit";
import { calledOf } from "../../state";
import { outcomeOfQuestion, previewOf } from "./questions";
import { toneOf } from "./words";

/** A question to the person in the list. */
export function QuestionRow({ question, find }: { question: Elicitation; find: string }) {
  const t = useText();
  const f = useFormat();
  const { cause, standing } = question;
  return (
    <ListRow
      title={<PlainText>{cause.server_name}</PlainText>}
      aside={
        <time className="num" dateTime={new Date(question.opened_at).toISOString()}>
          {f.stamp(question.opened_at)}
        </time>
      }
    >
      <p>
        <Marked find={find}>{previewOf(question)}</Marked>
      </p>
      <Tags>
        <Tag tone={toneOf(outcomeOfQuestion(question))}>{t.history.answers[standing.name]}</Tag>
        <Tag tone="signet">
          {question.question.mode === "url" ? t.questions.pageTag : t.questions.formTag}
        </Tag>
        {cause.call && <Tag>{calledOf(cause.call).name}</Tag>}
      </Tags>
    </ListRow>
  );
}
