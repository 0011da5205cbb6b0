import { useFormat, useText } from "../../i18n";
import type { Prompt, Remark } from "../../ipc/generated";
import { Notice } from "../../kit";
import css from "./Card.module.css";
import { obstacle } from "./draft";
import { remarkWords } from "./words";

/** Whether the edits have already mended it. */
function mended(remark: Remark, prompt: Prompt): boolean {
  switch (remark.kind) {
    case "no_messages":
      return obstacle(prompt) !== "nothing";
    case "no_room":
      return prompt.max_tokens > 0;
    case "huge_limit":
      return prompt.max_tokens < remark.max_tokens;
    case "huge_text":
      return false;
    case "other_content":
      return prompt.messages.every((message) =>
        message.content.every((block) => block.kind === "text"),
      );
  }
}

/** What a reader should notice before signing. */
export function Remarks({ remarks, prompt }: { remarks: readonly Remark[]; prompt: Prompt }) {
  const t = useText();
  const f = useFormat();
  const open = remarks.filter((remark) => !mended(remark, prompt));
  if (open.length === 0) return null;
  return (
    <div className={css.stack}>
      {open.map((remark) => (
        <Notice key={remark.kind} tone={remark.kind === "other_content" ? "info" : "amber"}>
          {remarkWords(t, f, remark)}
        </Notice>
      ))}
    </div>
  );
}
