import { memo, useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { Content, Prompt, Role } from "../../ipc/generated";
import {
  Button,
  classes,
  DWELL_MS,
  IconButton,
  Menu,
  MenuItem,
  PlainText,
  Sight,
  Tag,
  Toggle,
} from "../../kit";
import { ContentBlock, MarksText } from "../../parts";
import { attachedTo } from "../../state";
import { AddPart, FileRefused } from "./AddPart";
import { BlockPart } from "./BlockPart";
import css from "./Card.module.css";
import { type DraftMessage, isEdited, reverted } from "./draft";
import { addBlock, countKept, newBlock, removeBlock, replaceBlock } from "./edits";

/** So many messages are ready at once; the others become so as they come near. */
const AT_ONCE = 8;
/** How near, in CSS pixels. */
const NEAR = 1000;

interface MessageProps {
  place: number;
  of: number;
  message: DraftMessage;
  asked: Prompt;
  /** The names of the tools that were used, by the id of the use. */
  names: ReadonlyMap<string, string>;
  /** Whether it is new in this turn of a conversation. */
  isNew: boolean;
  autoFocus: boolean;
  onChange: (message: DraftMessage) => void;
  onDrop: (key: string) => void;
  onSeen: (key: string) => void;
}

/**
 * One message: who says it, and each of its blocks to edit. Remembered, because a change of one of
 * hundreds must not draw the others.
 */
export const MessageSheet = memo(function MessageSheet(props: MessageProps) {
  const { message, place, of, names, onSeen } = props;
  const t = useText();
  const [near, setNear] = useState(place <= AT_ONCE || message.from === null);
  const shown = near ? (
    <OpenMessage {...props} />
  ) : (
    <Sight near={NEAR} onSight={() => setNear(true)}>
      <p className={css.label}>
        {t.parts[message.role]}
        <small className="num">{t.requests.place(place, of)}</small>
      </p>
      {message.blocks.map((block) => (
        <div key={block.key} className={block.content.kind === "text" ? css.static : undefined}>
          <ContentBlock content={block.content} names={names} />
        </div>
      ))}
    </Sight>
  );
  return (
    <section
      data-message={message.key}
      className={classes(css.sheet, message.removed && css.removedSheet)}
    >
      {shown}
      <Sight dwell={DWELL_MS} onSight={() => onSeen(message.key)} />
    </section>
  );
});

function OpenMessage(props: MessageProps) {
  const { place, message, asked, names, autoFocus, onChange } = props;
  const t = useText();
  const [diff, setDiff] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const origin = message.from === null ? undefined : asked.messages[message.from];
  const edited = isEdited(message, asked);
  const role = t.parts[message.role];
  const add = (content: Content) => {
    const block = newBlock(content);
    setAdded(block.key);
    onChange({ ...message, blocks: addBlock(message.blocks, block) });
  };
  return (
    <>
      <MessageLabel
        {...props}
        edited={edited}
        diff={diff}
        onDiff={setDiff}
        onAdd={add}
        onRefused={setRefused}
      />
      {message.removed ? (
        <RemovedText message={message} />
      ) : (
        message.blocks.map((block, at) => (
          <BlockPart
            key={block.key}
            block={block}
            origin={block.from === null ? undefined : origin?.content[block.from]}
            label={
              message.blocks.length === 1
                ? t.requests.labelMessage(place, role)
                : t.requests.labelBlock(place, role, at + 1)
            }
            diff={diff && edited}
            alone={countKept(message.blocks) === 1 && !block.removed}
            names={names}
            autoFocus={(autoFocus && at === 0) || added === block.key}
            onChange={(next) =>
              onChange({ ...message, blocks: replaceBlock(message.blocks, next) })
            }
            onRemove={() =>
              onChange({ ...message, blocks: removeBlock(message.blocks, block.key) })
            }
          />
        ))
      )}
      <FileRefused why={refused} />
      <MarksText
        marks={origin?.meta ? { meta: origin.meta } : undefined}
        label={t.content.carries}
      />
    </>
  );
}

function MessageLabel({
  place,
  of,
  message,
  asked,
  isNew,
  edited,
  diff,
  onDiff,
  onAdd,
  onRefused,
  onChange,
  onDrop,
}: MessageProps & {
  edited: boolean;
  diff: boolean;
  onDiff: (on: boolean) => void;
  onAdd: (content: Content) => void;
  onRefused: (why: string | null) => void;
}) {
  const t = useText();
  const f = useFormat();
  const attached = attachedTo(message.meta);
  const state = message.removed
    ? t.requests.removed
    : message.from === null
      ? attached
        ? t.parts.attached(attached.name, f.time(attached.at))
        : t.requests.added
      : edited && t.requests.edited;
  const answers = message.blocks.some((block) => block.content.kind === "tool_result");
  return (
    <div className={css.label}>
      <RolePick
        role={message.role}
        disabled={message.removed}
        onChange={(role) => onChange({ ...message, role })}
      />
      <small className="num">
        {t.requests.place(place, of)}
        {state && ` · ${state}`}
      </small>
      {isNew && <Tag tone="signet">{t.content.isNew}</Tag>}
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
                <Toggle small on={diff} onChange={onDiff}>
                  {t.requests.whatChanged}
                </Toggle>
                <IconButton
                  small
                  icon="undo"
                  label={t.requests.revert}
                  onPress={() => onChange(reverted(message, asked))}
                />
              </>
            )}
            {!answers && <AddPart onAdd={onAdd} onRefused={onRefused} />}
            <IconButton
              small
              icon="remove"
              label={t.requests.removeMessage}
              onPress={() => onDrop(message.key)}
            />
          </>
        )}
      </span>
    </div>
  );
}

function RolePick({
  role,
  disabled,
  onChange,
}: {
  role: Role;
  disabled: boolean;
  onChange: (role: Role) => void;
}) {
  const t = useText();
  return (
    <Menu
      label={t.requests.role}
      trigger={
        <Button
          look="quiet"
          small
          className={css.role ?? ""}
          isDisabled={disabled}
          aria-label={`${t.requests.role}: ${t.parts[role]}`}
        >
          {t.parts[role]}
        </Button>
      }
    >
      {(["user", "assistant"] as const).map((other) => (
        <MenuItem key={other} checked={role === other} onAction={() => onChange(other)}>
          {t.parts[other]}
        </MenuItem>
      ))}
    </Menu>
  );
}

function start(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

/** The start of a removed message, so that one knows what was removed. */
function RemovedText({ message }: { message: DraftMessage }) {
  const t = useText();
  const first = message.blocks[0]?.content;
  return (
    <p className={`${css.static} ${css.gone}`}>
      <PlainText>
        {first?.kind === "text" ? start(first.text) : first ? t.content.kinds[first.kind] : ""}
      </PlainText>
    </p>
  );
}
