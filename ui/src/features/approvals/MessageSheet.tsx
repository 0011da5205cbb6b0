import { memo, useState } from "react";
import { useText } from "../../i18n";
import type { Prompt } from "../../ipc/generated";
import { Button, classes, IconButton, Menu, MenuItem, PlainText, Toggle } from "../../kit";
import { ContentBlock } from "../../parts";
import { BlockPart } from "./BlockPart";
import css from "./Card.module.css";
import { type DraftMessage, same } from "./draft";
import { DWELL_MS, Sight } from "./TextPart";

/** So many messages are ready at once; the others become so as they come near. */
const AT_ONCE = 8;
/** How near, in CSS pixels. */
const NEAR = 1000;

interface MessageProps {
  place: number;
  of: number;
  message: DraftMessage;
  asked: Prompt;
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
  const { message, place, of, onSeen } = props;
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
        <div key={block.key} className={css.static}>
          <ContentBlock content={block.content} />
        </div>
      ))}
    </Sight>
  );
  return (
    <section data-message className={classes(css.sheet, message.removed && css.removedSheet)}>
      {shown}
      <Sight dwell={DWELL_MS} onSight={() => onSeen(message.key)} />
    </section>
  );
});

function OpenMessage({ place, of, message, asked, autoFocus, onChange, onDrop }: MessageProps) {
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
    <>
      <div className={css.label}>
        <Menu
          label={t.requests.role}
          trigger={
            <Button
              look="quiet"
              small
              className={css.role ?? ""}
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
                onPress={() =>
                  origin ? onChange({ ...message, removed: true }) : onDrop(message.key)
                }
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
    </>
  );
}

function start(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

/** The start of a removed message, so that one knows what was removed. */
function RemovedText({ message }: { message: DraftMessage }) {
  const first = message.blocks[0]?.content;
  return (
    <p className={`${css.static} ${css.gone}`}>
      <PlainText>{first?.kind === "text" ? start(first.text) : (first?.kind ?? "")}</PlainText>
    </p>
  );
}
