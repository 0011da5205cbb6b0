import { type Format, type Text, useFormat, useText } from "../../i18n";
import type { Prompt, Remark } from "../../ipc/generated";
import { Notice } from "../../kit";
import css from "./Card.module.css";
import { obstacle } from "./draft";

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

function words(remark: Remark, t: Text, f: Format): string {
  switch (remark.kind) {
    case "no_messages":
      return t.requests.remarkNoMessages;
    case "no_room":
      return t.requests.remarkNoRoom;
    case "huge_limit":
      return t.requests.remarkHugeLimit(f.number(remark.max_tokens));
    case "huge_text":
      return t.requests.remarkHugeText(f.bytes(remark.bytes));
    case "other_content":
      return t.requests.remarkOther(remark.blocks);
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
          {words(remark, t, f)}
        </Notice>
      ))}
    </div>
  );
}
