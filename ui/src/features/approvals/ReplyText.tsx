import { useState } from "react";
import { useText } from "../../i18n";
import type { Content, Reply, ReplyRemark, Tool } from "../../ipc/generated";
import { IconButton, Markdown, Notice, Segmented } from "../../kit";
import { ContentBlock, modelWords, PERSON } from "../../parts";
import { AddPart, FileRefused } from "./AddPart";
import { BlockPart } from "./BlockPart";
import css from "./Card.module.css";
import type { DraftBlock } from "./draft";
import { addBlock, countKept, newBlock, removeBlock, replaceBlock } from "./edits";
import { ReplyRemarks } from "./Remarks";

type View = "edit" | "changed" | "preview";

/** The reply: to edit, beside what the model said, or as it will read. */
export function ReplyText({
  said,
  blocks,
  edited,
  tools,
  remarks,
  onChange,
  onRevert,
}: {
  said: Reply;
  blocks: DraftBlock[];
  edited: boolean;
  /** The tools that the server offers. */
  tools: readonly Tool[];
  /** What to notice about it. */
  remarks: readonly ReplyRemark[];
  onChange: (blocks: DraftBlock[]) => void;
  onRevert: () => void;
}) {
  const t = useText();
  const [view, setView] = useState<View>("edit");
  const [refused, setRefused] = useState<string | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const byHand = said.model === PERSON;
  const options = [
    { key: "edit", text: t.requests.edit },
    ...(byHand ? [] : [{ key: "changed", text: t.requests.whatChanged }]),
    { key: "preview", text: t.requests.preview },
  ];
  const add = (content: Content) => {
    const block = newBlock(content);
    setAdded(block.key);
    // A text that stayed empty makes room for what is said instead.
    const kept = blocks.filter(
      ({ content: one }) => !(byHand && one.kind === "text" && one.text === ""),
    );
    onChange(addBlock(kept, block));
  };
  return (
    <section className={css.sheet}>
      <div className={css.label}>
        {modelWords(t, said.model)}
        {edited && !byHand && <small>{t.requests.edited}</small>}
        <span className={css.tools}>
          {edited && !byHand && (
            <IconButton small icon="undo" label={t.requests.revertReply} onPress={onRevert} />
          )}
          {view === "edit" && <AddPart tools={tools} onAdd={add} onRefused={setRefused} />}
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
          !block.removed && <Read key={block.key} content={block.content} />
        ) : (
          <BlockPart
            key={block.key}
            block={block}
            origin={block.from === null ? undefined : said.content[block.from]}
            label={blocks.length === 1 ? t.requests.labelReply : t.requests.labelReplyPart(at + 1)}
            diff={view === "changed"}
            alone={countKept(blocks) === 1 && !block.removed}
            autoFocus={(byHand && at === 0) || added === block.key}
            placeholder={byHand ? t.requests.placeholderReply : ""}
            minLines={byHand ? 6 : 1}
            onChange={(next) => onChange(replaceBlock(blocks, next))}
            onRemove={() => onChange(removeBlock(blocks, block.key))}
          >
            <ReplyRemarks remarks={remarksOf(remarks, block)} />
          </BlockPart>
        ),
      )}
      <FileRefused why={refused} />
    </section>
  );
}

function remarksOf(remarks: readonly ReplyRemark[], { content }: DraftBlock) {
  return content.kind === "tool_use" ? remarks.filter((remark) => remark.id === content.id) : [];
}

function Read({ content }: { content: Content }) {
  return content.kind === "text" ? (
    <Markdown>{content.text}</Markdown>
  ) : (
    <ContentBlock content={content} />
  );
}
