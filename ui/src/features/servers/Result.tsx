import { useText } from "../../i18n";
import type { JsonValue } from "../../ipc/generated";
import { Json, Notice } from "../../kit";
import { blockOf, ContentBlock, isObject } from "../../parts";
import css from "./Call.module.css";

/** Whether the text blocks say the same as the structured result: then once is enough. */
function repeats(content: readonly JsonValue[], structured: JsonValue): boolean {
  const [only, ...more] = content;
  if (more.length > 0 || !isObject(only) || typeof only.text !== "string") return false;
  try {
    return JSON.stringify(JSON.parse(only.text)) === JSON.stringify(structured);
  } catch {
    return false;
  }
}

/** What a tool gave, readable. Nothing in it is loaded, run or followed. */
export function Result({ result }: { result: JsonValue }) {
  const t = useText();
  const object = isObject(result) ? result : {};
  const content = Array.isArray(object.content) ? object.content : [];
  const structured = object.structuredContent;
  const shown = structured !== undefined && repeats(content, structured) ? [] : content;
  return (
    <div className={css.blocks}>
      {shown.map((raw, at) => {
        const block = blockOf(raw);
        return block ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names and never move
          <ContentBlock key={at} content={block} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names and never move
          <Json key={at} value={raw} label={t.servers.result} />
        );
      })}
      {structured !== undefined && (
        <div className={css.structured}>
          <h4>{t.servers.structured}</h4>
          <Json value={structured} label={t.servers.structured} />
        </div>
      )}
      {content.length === 0 && structured === undefined && <Notice>{t.servers.emptyResult}</Notice>}
    </div>
  );
}
