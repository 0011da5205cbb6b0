import { useState } from "react";
import { useText } from "../../i18n";
import type { Content, Prompt } from "../../ipc/generated";
import { Button, classes, Diff, IconButton, Menu, MenuItem, PlainText, Toggle } from "../../kit";
import { ContentBlock } from "../../parts";
import css from "./Card.module.css";
import { type DraftBlock, type DraftMessage, newMessage, type PromptDraft, same } from "./draft";
import { Sight, TextPart } from "./TextPart";

interface TextProps {
  asked: Prompt;
  draft: PromptDraft;
  onChange: (draft: PromptDraft) => void;
}

/** The system prompt and every message, each an editor. */
export function PromptText({
  asked,
  draft,
  onChange,
  onSeen,
}: TextProps & { onSeen: (key: string) => void }) {
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

function SystemPrompt({ asked, draft, onChange }: TextProps) {
  const t = useText();
  const [diff, setDiff] = useState(false);
  if (draft.system === null) return null;
  const edited = draft.system !== (asked.system ?? "");
  return (
    <section className={css.sheet}>
      <h2 className={css.label}>
        {t.parts.system}
        <small>{asked.system === undefined ? t.requests.added : edited && t.requests.edited}</small>
        <span className={css.tools}>
          {edited && asked.system !== undefined && (
            <>
              <Toggle small on={diff} onChange={setDiff}>
                {t.requests.whatChanged}
              </Toggle>
              <IconButton
                small
                icon="undo"
                label={t.requests.revert}
                onPress={() => onChange({ ...draft, system: asked.system ?? null })}
              />
            </>
          )}
          <IconButton
            small
            icon="remove"
            label={t.requests.removeSystem}
            onPress={() => onChange({ ...draft, system: null })}
          />
        </span>
      </h2>
      {diff && edited ? (
        <Diff label={t.requests.whatChanged} before={asked.system ?? ""} after={draft.system} />
      ) : (
        <TextPart
          value={draft.system}
          label={t.requests.labelSystem}
          edited={edited}
          autoFocus={asked.system === undefined && draft.system === ""}
          onChange={(system) => onChange({ ...draft, system })}
        />
      )}
    </section>
  );
}

function MessageSheet({
  place,
  of,
  message,
  asked,
  autoFocus,
  onChange,
  onDrop,
  onSeen,
}: {
  place: number;
  of: number;
  message: DraftMessage;
  asked: Prompt;
  autoFocus: boolean;
  onChange: (message: DraftMessage) => void;
  onDrop: () => void;
  onSeen: () => void;
}) {
  const t = useText();
  const [diff, setDiff] = useState(false);
  const origin = message.from === null ? undefined : asked.messages[message.from];
  const edited =
    origin !== undefined &&
    (message.role !== origin.role ||
      message.blocks.some(
        (block, at) => block.removed || !same(block.content, origin.content[at]),
      ));
  const state = message.removed
    ? t.requests.removed
    : origin === undefined
      ? t.requests.added
      : edited && t.requests.edited;
  const revert = () => {
    if (!origin) return;
    onChange({
      ...message,
      role: origin.role,
      removed: false,
      blocks: message.blocks.map((block, at) => ({
        ...block,
        removed: false,
        content: origin.content[at] ?? block.content,
      })),
    });
  };
  const role = t.parts[message.role];
  return (
    <section data-message className={classes(css.sheet, message.removed && css.removedSheet)}>
      <div className={css.label}>
        <Menu
          label={t.requests.role}
          trigger={
            <Button
              look="quiet"
              small
              isDisabled={message.removed}
              aria-label={`${t.requests.role}: ${role}`}
            >
              {role}
            </Button>
          }
        >
          {(["user", "assistant"] as const).map((other) => (
            <MenuItem
              key={other}
              checked={message.role === other}
              onAction={() => onChange({ ...message, role: other })}
            >
              {t.parts[other]}
            </MenuItem>
          ))}
        </Menu>
        <small className="num">
          {t.requests.place(place, of)}
          {state && ` · ${state}`}
        </small>
        <span className={css.tools}>
          {message.removed ? (
            <Button
              look="quiet"
              small
              icon="undo"
              onPress={() => onChange({ ...message, removed: false })}
            >
              {t.requests.putBack}
            </Button>
          ) : (
            <>
              {edited && (
                <>
                  <Toggle small on={diff} onChange={setDiff}>
                    {t.requests.whatChanged}
                  </Toggle>
                  <IconButton small icon="undo" label={t.requests.revert} onPress={revert} />
                </>
              )}
              <IconButton
                small
                icon="remove"
                label={t.requests.removeMessage}
                onPress={() => (origin ? onChange({ ...message, removed: true }) : onDrop())}
              />
            </>
          )}
        </span>
      </div>
      {message.removed ? (
        <RemovedText message={message} />
      ) : (
        message.blocks.map((block, at) => (
          <BlockPart
            key={block.key}
            block={block}
            origin={origin?.content[at]}
            label={
              message.blocks.length === 1
                ? t.requests.labelMessage(place, role)
                : t.requests.labelBlock(place, role, at + 1)
            }
            diff={diff && edited}
            alone={message.blocks.length === 1}
            autoFocus={autoFocus && at === 0}
            onChange={(next) =>
              onChange({
                ...message,
                blocks: message.blocks.map((other) => (other.key === next.key ? next : other)),
              })
            }
          />
        ))
      )}
      <Sight onSight={onSeen} />
    </section>
  );
}

/** The start of a removed message, so that one knows what was removed. */
function RemovedText({ message }: { message: DraftMessage }) {
  const first = message.blocks[0]?.content;
  return (
    <p className={`${css.static} ${css.gone}`}>
      <PlainText>
        {first?.kind === "text" ? first.text.slice(0, 200) : (first?.kind ?? "")}
      </PlainText>
    </p>
  );
}

/** One block: text as an editor, anything else as it came. */
export function BlockPart({
  block,
  origin,
  label,
  diff,
  alone,
  autoFocus = false,
  placeholder = "",
  minLines = 1,
  onChange,
}: {
  block: DraftBlock;
  origin: Content | undefined;
  label: string;
  diff: boolean;
  /** Whether it is the only one, so that removing it means removing the whole. */
  alone: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  minLines?: number;
  onChange: (block: DraftBlock) => void;
}) {
  const t = useText();
  const { content } = block;
  if (content.kind !== "text") {
    return (
      <div className={css.part}>
        <div className={block.removed ? css.gone : undefined}>
          <ContentBlock content={content} />
          <p className={css.note}>{block.removed ? t.requests.removed : t.parts.asItCame}</p>
        </div>
        {!(alone && !block.removed) && (
          <IconButton
            small
            icon={block.removed ? "undo" : "remove"}
            label={block.removed ? t.requests.putBack : t.requests.removePart}
            onPress={() => onChange({ ...block, removed: !block.removed })}
          />
        )}
      </div>
    );
  }
  const before = origin?.kind === "text" ? origin.text : "";
  if (diff)
    return (
      <Diff label={`${label}: ${t.requests.whatChanged}`} before={before} after={content.text} />
    );
  return (
    <TextPart
      value={content.text}
      label={label}
      edited={origin !== undefined && before !== content.text}
      autoFocus={autoFocus}
      placeholder={placeholder}
      minLines={minLines}
      onChange={(text) => onChange({ ...block, content: { ...content, text } })}
    />
  );
}

/** The tools that the model may ask for: named, and removable together. */
function PromptTools({ asked, draft, onChange }: TextProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  if (asked.tools.length === 0) return null;
  return (
    <section className={css.sheet}>
      <h2 className={css.label}>
        <Button
          look="quiet"
          small
          icon={open ? "down" : "right"}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {t.requests.tools(asked.tools.length)}
        </Button>
        <small>
          {draft.withTools
            ? asked.tool_choice && t.requests.toolChoice[asked.tool_choice]
            : t.requests.toolsRemoved}
        </small>
        <span className={css.tools}>
          <IconButton
            small
            icon={draft.withTools ? "remove" : "undo"}
            label={draft.withTools ? t.requests.removeTools : t.requests.putToolsBack}
            onPress={() => onChange({ ...draft, withTools: !draft.withTools })}
          />
        </span>
      </h2>
      {open &&
        asked.tools.map((tool) => (
          <ContentBlock
            key={tool.name}
            content={{
              kind: "text",
              text: `${tool.name}\n${tool.description ?? ""}\n${JSON.stringify(tool.input_schema, null, 2)}`,
            }}
          />
        ))}
    </section>
  );
}
