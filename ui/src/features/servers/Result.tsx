import { useText } from "../../i18n";
import type { Content, JsonValue, ResultContent } from "../../ipc/generated";
import { Json, Notice } from "../../kit";
import { ContentBlock } from "../../parts";
import css from "./Call.module.css";
import type { JsonObject } from "./schema";

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A block as a server sent it, as one that can be shown; `null` when it is of no kind we know. */
export function blockOf(raw: JsonValue): Content | ResultContent | null {
  if (!isObject(raw)) return null;
  const { type, text, data, mimeType, resource, ...rest } = raw;
  if (type === "text" && typeof text === "string") return { kind: "text", text };
  if ((type === "image" || type === "audio") && typeof data === "string") {
    return { kind: type, data, mime_type: typeof mimeType === "string" ? mimeType : "" };
  }
  if (type === "resource" && isObject(resource)) return { kind: "resource", resource };
  if (type === "resource_link") {
    return {
      kind: "resource_link",
      link: mimeType === undefined ? rest : { ...rest, mimeType },
    };
  }
  return null;
}

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
