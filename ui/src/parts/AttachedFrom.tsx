import { useFormat, useText } from "../i18n";
import type { Message, Prompt } from "../ipc/generated";
import { PlainText } from "../kit";
import { attachedTo } from "../state";

/** What a message was made from, where a person attached it: one that was asked is the server's own. */
export function AttachedFrom({ message, asked }: { message: Message; asked: Prompt }) {
  const t = useText();
  const f = useFormat();
  const attached = attachedTo(message.meta);
  const own = JSON.stringify(message.meta);
  const byServer = asked.messages.some((one) => JSON.stringify(one.meta) === own);
  if (!attached || byServer) return null;
  return (
    <small>
      <PlainText>{t.parts.attached(attached.name, f.moment(attached.at))}</PlainText>
    </small>
  );
}
