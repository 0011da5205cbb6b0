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
  onChange,
  onSeen,
}: PromptProps & { onSeen: (key: string) => void }) {
  const t = useText();
  const [added, setAdded] = useState<string | null>(null);
  const change = (message: DraftMessage) =>
    onChange({
      ...draft,
      messages: draft.messages.map((other) => (other.key === message.key ? message : other)),
    });
  const add = () => {
    const last = draft.messages.at(-1);
    const message = newMessage(
      `new-${draft.messages.length}`,
      last?.role === "user" ? "assistant" : "user",
    );
    setAdded(message.key);
    onChange({ ...draft, messages: [...draft.messages, message] });
  };
  return (
    <>
      <SystemPrompt asked={asked} draft={draft} onChange={onChange} />
      {draft.messages.map((message, at) => (
        <MessageSheet
          key={message.key}
          place={at + 1}
          of={draft.messages.length}
          message={message}
          asked={asked}
          autoFocus={added === message.key}
          onChange={change}
          onDrop={() =>
            onChange({
              ...draft,
              messages: draft.messages.filter((other) => other.key !== message.key),
            })
          }
          onSeen={() => onSeen(message.key)}
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
            onPress={() => onChange({ ...draft, system: asked.system ?? "" })}
          >
            {asked.system === undefined
              ? t.requests.addSystem
              : `${t.requests.putBack}: ${t.requests.labelSystem}`}
          </Button>
        )}
      </div>
      <PromptTools asked={asked} draft={draft} onChange={onChange} />
    </>
  );
}
