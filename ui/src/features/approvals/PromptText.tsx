import { useState } from "react";
import { useText } from "../../i18n";
import { Button } from "../../kit";
import css from "./Card.module.css";
import { type DraftMessage, newMessage } from "./draft";
import { MessageSheet } from "./MessageSheet";
import { type PromptProps, PromptTools, SystemPrompt } from "./PromptExtras";

/** The system prompt and every message, each an editor. */
export function PromptText({
  asked,
  draft,
  edit,
  onSeen,
}: PromptProps & { onSeen: (key: string) => void }) {
  const t = useText();
  const [added, setAdded] = useState<string | null>(null);
  const change = (message: DraftMessage) =>
    edit((now) => ({
      ...now,
      messages: now.messages.map((other) => (other.key === message.key ? message : other)),
    }));
  const drop = (key: string) =>
    edit((now) => ({ ...now, messages: now.messages.filter((other) => other.key !== key) }));
  const add = () => {
    const message = newMessage(draft.messages.at(-1)?.role);
    setAdded(message.key);
    edit((now) => ({ ...now, messages: [...now.messages, message] }));
  };
  return (
    <>
      <SystemPrompt asked={asked} draft={draft} edit={edit} />
      {draft.messages.map((message, at) => (
        <MessageSheet
          key={message.key}
          place={at + 1}
          of={draft.messages.length}
          message={message}
          asked={asked}
          autoFocus={added === message.key}
          onChange={change}
          onDrop={drop}
          onSeen={onSeen}
        />
      ))}
      <div className={css.row}>
        <Button look="quiet" small icon="plus" onPress={add}>
          {t.requests.addMessage}
        </Button>
        {draft.system === null && (
          <Button
            look="quiet"
            small
            icon="plus"
            onPress={() => edit((now) => ({ ...now, system: asked.system ?? "" }))}
          >
            {asked.system === undefined ? t.requests.addSystem : t.requests.putSystemBack}
          </Button>
        )}
      </div>
      <PromptTools asked={asked} draft={draft} edit={edit} />
    </>
  );
}
