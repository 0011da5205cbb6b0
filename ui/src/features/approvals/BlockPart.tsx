import type { ReactNode } from "react";
import { useText } from "../../i18n";
import type { Content, JsonValue } from "../../ipc/generated";
import { Button, Diff, IconButton } from "../../kit";
import { ContentBlock, inputFromWire, MarksText, resultFromWire, resultToWire } from "../../parts";
import css from "./Card.module.css";
import { type DraftBlock, same } from "./draft";
import { JsonEdit } from "./JsonEdit";
import { TextPart } from "./TextPart";

/** One block of a message or of a reply, and the ways to change it. */
export interface BlockProps {
  block: DraftBlock;
  origin: Content | undefined;
  label: string;
  diff: boolean;
  /** Whether it is the only one, so that removing it means removing the whole. */
  alone: boolean;
  /** The names of the tools that were used, by the id of the use. */
  names?: ReadonlyMap<string, string>;
  autoFocus?: boolean;
  placeholder?: string;
  minLines?: number;
  /** What to notice about it. */
  children?: ReactNode;
  onChange: (block: DraftBlock) => void;
  onRemove: () => void;
}

/** One block: text as an editor, anything else to be read, and to be edited as what it is made of. */
export function BlockPart(props: BlockProps) {
  const { block, children } = props;
  return (
    <div className={css.part}>
      {block.removed ? (
        <RemovedPart {...props} />
      ) : block.content.kind === "text" ? (
        <Words {...props} content={block.content} />
      ) : (
        <Thing {...props} />
      )}
      {!block.removed && children}
    </div>
  );
}

function Removal({ alone, onRemove }: Pick<BlockProps, "alone" | "onRemove">) {
  const t = useText();
  if (alone) return null;
  return <IconButton small icon="remove" label={t.requests.removePart} onPress={onRemove} />;
}

function RemovedPart({ block, names, onChange }: BlockProps) {
  const t = useText();
  return (
    <div className={css.beside}>
      <div className={css.gone}>
        <div className={block.content.kind === "text" ? css.static : undefined}>
          <ContentBlock content={block.content} {...(names ? { names } : {})} />
        </div>
        <p className={css.stateOf}>{t.requests.removed}</p>
      </div>
      <IconButton
        small
        icon="undo"
        label={t.requests.putBack}
        onPress={() => onChange({ ...block, removed: false })}
      />
    </div>
  );
}

function Words({
  content,
  block,
  origin,
  label,
  diff,
  autoFocus = false,
  placeholder = "",
  minLines = 1,
  onChange,
  ...removal
}: BlockProps & { content: Extract<Content, { kind: "text" }> }) {
  const t = useText();
  const before = origin?.kind === "text" ? origin.text : "";
  return (
    <div className={css.beside}>
      <div className={css.stack}>
        {diff ? (
          <Diff
            label={`${label}: ${t.requests.whatChanged}`}
            before={before}
            after={content.text}
          />
        ) : (
          <TextPart
            value={content.text}
            label={label}
            edited={origin !== undefined && before !== content.text}
            autoFocus={autoFocus}
            placeholder={placeholder}
            minLines={minLines}
            onChange={(text) => onChange({ ...block, content: { ...content, text } })}
          />
        )}
        <MarksText marks={content.marks} label={t.content.carries} />
      </div>
      <Removal {...removal} />
    </div>
  );
}

function Thing({ block, origin, label, diff, names, onChange, ...removal }: BlockProps) {
  const t = useText();
  const { content } = block;
  const setEditing = (editing: boolean) => onChange({ ...block, editing });
  const edited = block.from !== null && !same(content, origin);
  const state =
    block.from === null ? t.requests.added : edited ? t.requests.edited : t.parts.asItCame;
  const editable = content.kind === "tool_use" || content.kind === "tool_result";
  if (block.editing && editable) {
    return (
      <div className={css.stack}>
        <p className={css.note}>{t.content.editAsJson(titleOf(content, names))}</p>
        <ThingEdit
          content={content}
          label={label}
          onTake={(next) => onChange({ ...block, content: next, editing: false })}
          onCancel={() => setEditing(false)}
        />
      </div>
    );
  }
  return (
    <div>
      {diff && edited && origin ? (
        <Diff
          label={`${label}: ${t.requests.whatChanged}`}
          before={jsonOf(origin)}
          after={jsonOf(content)}
        />
      ) : (
        <ContentBlock
          content={content}
          {...(names ? { names } : {})}
          actions={
            <>
              {editable && (
                <Button small look="quiet" icon="edit" onPress={() => setEditing(true)}>
                  {t.requests.edit}
                </Button>
              )}
              <Removal {...removal} />
            </>
          }
        />
      )}
      <p className={css.stateOf}>{state}</p>
    </div>
  );
}

type Editable = Extract<Content, { kind: "tool_use" | "tool_result" }>;

function titleOf(content: Editable, names: ReadonlyMap<string, string> | undefined): string {
  return content.kind === "tool_use"
    ? content.name
    : (names?.get(content.tool_use_id) ?? content.tool_use_id);
}

function jsonOf(content: Content): string {
  const value =
    content.kind === "tool_use"
      ? content.input
      : content.kind === "tool_result"
        ? resultToWire(content)
        : {};
  return JSON.stringify(value, null, 2);
}

/** Its id stays: by it a use and its result find one another. */
function ThingEdit({
  content,
  label,
  onTake,
  onCancel,
}: {
  content: Editable;
  label: string;
  onTake: (content: Content) => void;
  onCancel: () => void;
}) {
  if (content.kind === "tool_use") {
    return (
      <JsonEdit
        value={content.input as JsonValue}
        label={label}
        read={inputFromWire}
        onTake={(input) => onTake({ ...content, input })}
        onCancel={onCancel}
      />
    );
  }
  const { kind, tool_use_id, marks } = content;
  return (
    <JsonEdit
      value={resultToWire(content)}
      label={label}
      read={resultFromWire}
      onTake={(result) =>
        onTake({ kind, tool_use_id, ...result, ...(marks === undefined ? {} : { marks }) })
      }
      onCancel={onCancel}
    />
  );
}
