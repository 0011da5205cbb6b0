import { useText } from "../../i18n";
import type { Exchange } from "../../ipc/generated";
import { CopyButton } from "../../kit";
import { ContentBlock, plainText } from "../../parts";
import css from "./Card.module.css";
import { editedReply } from "./draft";
import { useDraft } from "./drafts";

/** What was written when nobody waited any more, to be read and copied. It was delivered to nobody. */
export function TooLate({ exchange }: { exchange: Exchange }) {
  const t = useText();
  const [draft] = useDraft(exchange.id);
  const index = draft.attempt ?? exchange.attempts.length - 1;
  const outcome = exchange.attempts[index]?.outcome;
  const said = outcome?.kind === "reply" ? outcome.reply : outcome?.partial;
  const edited = said && editedReply(draft.replies[index], said);
  const reply = edited ?? said;
  if (!reply || plainText(reply.content).trim() === "") return null;
  return (
    <section className={css.sheet}>
      <h2 className={css.label}>
        {edited ? t.waiting.keptEdited : t.waiting.kept}
        <span className={css.tools}>
          <CopyButton text={() => plainText(reply.content)} />
        </span>
      </h2>
      {reply.content.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was written no longer changes
        <div key={at} className={css.static}>
          <ContentBlock content={block} />
        </div>
      ))}
      <p className={css.note}>{edited ? t.waiting.keptEditedNote : t.waiting.keptNote}</p>
    </section>
  );
}
