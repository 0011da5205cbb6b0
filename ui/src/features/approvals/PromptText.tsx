import { useState } from "react";
import { useText } from "../../i18n";
import type { Turn } from "../../ipc/generated";
import { Button } from "../../kit";
import { namesIn } from "../../parts";
import css from "./Card.module.css";
import type { DraftMessage } from "./draft";
import { Earlier } from "./Earlier";
import { insertMessage, newMessage, removeMessage, replaceMessage, speaksAfter } from "./edits";
import { MessageSheet } from "./MessageSheet";
import { type PromptProps, SystemPrompt } from "./PromptExtras";
import { PromptTools } from "./PromptTools";
import { Unbalanced } from "./Unbalanced";

/** The system prompt, every message and every tool, each to be edited. */
export function PromptText({
  asked,
  draft,
  turn,
  edit,
  onSeen,
}: PromptProps & {
  /** Where it stands in a conversation. */
  turn: Turn | undefined;
  onSeen: (key: string) => void;
}) {
  const t = useText();
  const [added, setAdded] = useState<string | null>(null);
  const names = namesIn(asked.messages);
  const change = (message: DraftMessage) => edit((now) => replaceMessage(now, message));
  const drop = (key: string) => edit((now) => removeMessage(now, key));
  const add = () => {
    const message = newMessage(speaksAfter(draft.messages.at(-1)?.role));
    setAdded(message.key);
    edit((now) => insertMessage(now, message));
  };
  const known = turn?.known ?? 0;
  const isOld = (message: DraftMessage) => message.from !== null && message.from < known;
  const places = new Map(draft.messages.map((message, at) => [message.key, at + 1]));
  const sheet = (message: DraftMessage) => (
    <MessageSheet
      key={message.key}
      place={places.get(message.key) ?? 0}
      of={draft.messages.length}
      message={message}
      asked={asked}
      names={names}
      isNew={turn !== undefined && message.from !== null && !isOld(message)}
      autoFocus={added === message.key}
      onChange={change}
      onDrop={drop}
      onSeen={onSeen}
    />
  );
  const old = turn === undefined ? [] : draft.messages.filter(isOld);
  return (
    <>
      <SystemPrompt asked={asked} draft={draft} edit={edit} />
      {turn && (
        <Earlier turn={turn} messages={old} asked={asked}>
          {old.map(sheet)}
        </Earlier>
      )}
      {draft.messages.filter((message) => turn === undefined || !isOld(message)).map(sheet)}
      <Unbalanced draft={draft} asked={asked} edit={edit} />
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
