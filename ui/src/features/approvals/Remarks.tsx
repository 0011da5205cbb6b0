import { useFormat, useText } from "../../i18n";
import type { Oddity, Prompt, Remark, ReplyRemark } from "../../ipc/generated";
import { Checkbox, Notice, PlainText } from "../../kit";
import { replyRemarkWords } from "../../parts";
import css from "./Card.module.css";
import { obstacle } from "./draft";
import { countOddities, oddityWords, remarkWords } from "./words";

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
    // What is not text shows itself here.
    case "other_content":
    // These two are said where they are mended.
    case "unbalanced":
    case "no_tools":
      return true;
    case "odd":
      return false;
  }
}

/** What a reader should notice before signing. */
export function Remarks({ remarks, prompt }: { remarks: readonly Remark[]; prompt: Prompt }) {
  const t = useText();
  const f = useFormat();
  const open = remarks.filter((remark) => remark.kind !== "odd" && !mended(remark, prompt));
  const odd = remarks.flatMap((remark) => (remark.kind === "odd" ? [remark.oddity] : []));
  if (open.length === 0 && odd.length === 0) return null;
  return (
    <div className={css.stack}>
      {open.map((remark) => (
        <Notice key={remark.kind} tone="amber">
          {remarkWords(t, f, remark)}
        </Notice>
      ))}
      {odd.length > 0 && <Oddities of={odd} />}
    </div>
  );
}

/** How many are listed at once. */
const FEW = 3;

function Oddities({ of }: { of: readonly Oddity[] }) {
  const t = useText();
  return (
    <Notice tone="info">
      <details open={of.length <= FEW}>
        <summary>{t.requests.odd(countOddities(of))}</summary>
        <ul className={css.oddities}>
          {of.map((oddity, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name and keep their order
            <li key={at}>
              <PlainText>{oddityWords(t, oddity)}</PlainText>
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}

/** What a reader should notice about the use of a tool in a reply. */
export function ReplyRemarks({ remarks }: { remarks: readonly ReplyRemark[] }) {
  const t = useText();
  if (remarks.length === 0) return null;
  return (
    <div className={css.stack}>
      {remarks.map((remark, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name and keep their order
        <Notice key={at} tone="amber">
          <PlainText>{replyRemarkWords(t, remark)}</PlainText>
        </Notice>
      ))}
    </div>
  );
}

/** Says that a reply does not fit the server's tools, and takes the person's word that it is to go so. */
export function AsItIs({
  count,
  accepted,
  onAccept,
}: {
  count: number;
  accepted: boolean;
  onAccept: (accepted: boolean) => void;
}) {
  const t = useText();
  return (
    <Notice tone="amber">
      <div className={css.stack}>
        <p>{t.content.misfits(count)}</p>
        <Checkbox on={accepted} onChange={onAccept}>
          {t.content.asItIs}
        </Checkbox>
      </div>
    </Notice>
  );
}
