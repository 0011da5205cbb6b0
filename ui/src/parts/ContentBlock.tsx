import type { ReactNode } from "react";
import { useFormat, useText } from "../i18n";
import type { Content, ResultContent } from "../ipc/generated";
import { Icon, type IconName, LongText, PlainText } from "../kit";
import { Picture, Sound } from "./Media";
import css from "./parts.module.css";
import { bytesOf } from "./words";

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function Block({
  icon,
  title,
  facts,
  children,
}: {
  icon: IconName;
  title: string;
  facts?: string;
  children?: ReactNode;
}) {
  return (
    <div className={css.block}>
      <p className={css.blockTitle}>
        <Icon name={icon} />
        <span>{title}</span>
        {facts && <small className="num">{facts}</small>}
      </p>
      {children}
    </div>
  );
}

function Raw({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <pre className={css.raw} tabIndex={0}>
      <PlainText>{text}</PlainText>
    </pre>
  );
}

/** One block as it came, read-only. What is not text is named with its kind and size, never hidden. */
export function ContentBlock({
  content,
  find = "",
}: {
  content: Content | ResultContent;
  /** Words of a search, to be marked in its texts. */
  find?: string;
}) {
  const t = useText();
  const f = useFormat();
  switch (content.kind) {
    case "text":
      return (
        <div className={css.text}>
          <LongText text={content.text} label={t.parts.text} find={find} />
        </div>
      );
    case "image":
    case "audio":
      return (
        <Block
          icon={content.kind}
          title={content.kind === "image" ? t.parts.image : t.parts.audio}
          facts={`${content.mime_type} · ${f.bytes(bytesOf(content.data))}`}
        >
          {content.kind === "image" ? (
            <Picture data={content.data} type={content.mime_type} />
          ) : (
            <Sound data={content.data} type={content.mime_type} />
          )}
        </Block>
      );
    case "tool_use":
      return (
        <Block icon="tool" title={t.parts.toolUseBlock(content.name)} facts={content.id}>
          <Raw text={json(content.input)} />
        </Block>
      );
    case "tool_result":
      return (
        <Block
          icon="tool"
          title={content.is_error ? t.parts.toolResultFailed : t.parts.toolResult}
          facts={content.tool_use_id}
        >
          {content.content.map((block, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name and keep their order
            <ContentBlock key={at} content={block} find={find} />
          ))}
          {content.structured !== undefined && <Raw text={json(content.structured)} />}
        </Block>
      );
    case "resource":
      return (
        <Block icon="log" title={t.parts.resource} facts={String(content.resource.uri ?? "")}>
          <Raw text={json(content.resource)} />
        </Block>
      );
    case "resource_link":
      return (
        <Block icon="link" title={t.parts.resourceLink} facts={String(content.link.uri ?? "")}>
          <Raw text={json(content.link)} />
        </Block>
      );
  }
}
