import { useState } from "react";
import { useText } from "../../i18n";
import type { Reply } from "../../ipc/generated";
import { IconButton, Markdown, Notice, Segmented } from "../../kit";
import { ContentBlock, modelWords, PERSON } from "../../parts";
import { BlockPart } from "./BlockPart";
import css from "./Card.module.css";
import type { DraftBlock } from "./draft";

type View = "edit" | "changed" | "preview";

/** The reply: to edit, beside what the model said, or as it will read. */
export function ReplyText({
  said,
  blocks,
  edited,
  onChange,
  onRevert,
}: {
  said: Reply;
  blocks: DraftBlock[];
  edited: boolean;
  onChange: (blocks: DraftBlock[]) => void;
  onRevert: () => void;
}) {
  const t = useText();
  const [view, setView] = useState<View>("edit");
  const byHand = said.model === PERSON;
  const options = [
    { key: "edit", text: t.requests.edit },
    ...(byHand ? [] : [{ key: "changed", text: t.requests.whatChanged }]),
    { key: "preview", text: t.requests.preview },
  ];
  return (
    <section className={css.sheet}>
      <div className={css.label}>
        {modelWords(t, said.model)}
        {edited && !byHand && <small>{t.requests.edited}</small>}
        <span className={css.tools}>
          {edited && !byHand && (
            <IconButton small icon="undo" label={t.requests.revertReply} onPress={onRevert} />
          )}
          <Segmented
            label={t.requests.view}
            value={view}
            onChange={(key) => setView(key as View)}
            options={options}
          />
        </span>
      </div>
      {said.stop_reason === "max_tokens" && <Notice tone="amber">{t.requests.cutShort}</Notice>}
      {said.stop_reason === "stopped" && <Notice tone="amber">{t.requests.stoppedShort}</Notice>}
      {blocks.map((block, at) =>
        view === "preview" ? (
          !block.removed &&
          (block.content.kind === "text" ? (
            <Markdown key={block.key}>{block.content.text}</Markdown>
          ) : (
            <ContentBlock key={block.key} content={block.content} />
          ))
        ) : (
          <BlockPart
            key={block.key}
            block={block}
            origin={said.content[at]}
            label={blocks.length === 1 ? t.requests.labelReply : t.requests.labelReplyPart(at + 1)}
            diff={view === "changed"}
            alone={blocks.length === 1}
            autoFocus={byHand && at === 0}
            placeholder={byHand ? t.requests.placeholderReply : ""}
            minLines={byHand ? 6 : 1}
            onChange={(next) =>
              onChange(blocks.map((other) => (other.key === next.key ? next : other)))
            }
          />
        ),
      )}
    </section>
  );
}
