import { useText } from "../../i18n";
import type { Content } from "../../ipc/generated";
import { Diff, IconButton } from "../../kit";
import { ContentBlock } from "../../parts";
import css from "./Card.module.css";
import type { DraftBlock } from "./draft";
import { TextPart } from "./TextPart";

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
