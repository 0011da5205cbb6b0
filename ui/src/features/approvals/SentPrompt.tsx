import { useText } from "../../i18n";
import type { Exchange } from "../../ipc/generated";
import { AttachedFrom, ContentBlock, namesIn } from "../../parts";
import css from "./Card.module.css";
import { Folded } from "./Folded";

/** What was sent to the model, folded. */
export function SentPrompt({ exchange }: { exchange: Exchange }) {
  const t = useText();
  const prompt = exchange.sent?.prompt ?? exchange.asked;
  const names = namesIn(prompt.messages);
  return (
    <Folded title={t.requests.whatYouSent}>
      <div className={css.sent}>
        {prompt.system !== undefined && (
          <div>
            <h3 className={css.label}>{t.parts.system}</h3>
            <ContentBlock content={{ kind: "text", text: prompt.system }} />
          </div>
        )}
        {prompt.messages.map((message, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a signed prompt no longer changes
          <div key={at}>
            <h3 className={css.label}>
              {t.parts[message.role]}
              <AttachedFrom message={message} asked={exchange.asked} />
            </h3>
            {message.content.map((block, part) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a signed prompt no longer changes
              <ContentBlock key={part} content={block} names={names} />
            ))}
          </div>
        ))}
      </div>
    </Folded>
  );
}
