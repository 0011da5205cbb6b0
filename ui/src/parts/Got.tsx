import { useFormat, useText } from "../i18n";
import type { JsonValue } from "../ipc/generated";
import { Json, Notice } from "../kit";
import { ContentBlock } from "./ContentBlock";
import css from "./parts.module.css";
import { blockOf, contentOf, isObject, messagesOf, partsOf } from "./received";
import { bytesOf } from "./words";

/** A prompt as a server filled it in. Nothing in it is loaded, run or followed. */
export function GotPrompt({ result }: { result: JsonValue }) {
  const t = useText();
  const messages = messagesOf(result);
  if (messages.length === 0) return <Notice>{t.parts.gotNothing}</Notice>;
  return messages.map((message, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: messages have no names and never move
    <section key={at} className={css.got}>
      <h4>{message.role === "user" ? t.parts.user : t.parts.assistant}</h4>
      {message.content.map((raw, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names and never move
        <GotBlock key={place} raw={raw} />
      ))}
    </section>
  ));
}

function GotBlock({ raw }: { raw: JsonValue }) {
  const t = useText();
  const block = blockOf(raw);
  if (block?.kind === "resource") return <GotPart raw={block.resource} named />;
  return block ? <ContentBlock content={block} /> : <Json value={raw} label={t.parts.gotOther} />;
}

/** What a resource holds. Text is shown as text, whatever it is. */
export function GotResource({ result }: { result: JsonValue }) {
  const t = useText();
  const parts = partsOf(result);
  if (parts.length === 0) return <Notice>{t.parts.gotNothing}</Notice>;
  return parts.map((raw, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts may share a URI and never move
    <GotPart key={at} raw={raw} named={parts.length > 1} />
  ));
}

function GotPart({ raw, named }: { raw: JsonValue; named: boolean }) {
  const t = useText();
  const f = useFormat();
  const part = isObject(raw) ? raw : {};
  const content = contentOf(raw);
  const facts = [
    ...(named ? [String(part.uri ?? "")] : []),
    ...(content === null || content.kind === "text" ? [String(part.mimeType ?? "")] : []),
  ].filter((fact) => fact !== "");
  return (
    <section className={css.got}>
      {facts.length > 0 && <h4>{facts.join(" · ")}</h4>}
      {content ? (
        <ContentBlock content={content} />
      ) : (
        <p className={css.note}>
          {typeof part.blob === "string"
            ? t.parts.gotBytes(f.bytes(bytesOf(part.blob)))
            : t.parts.gotNothing}
        </p>
      )}
    </section>
  );
}
