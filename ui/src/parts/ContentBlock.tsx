import type { ReactNode } from "react";
import { useFormat, useText } from "../i18n";
import type { Content, JsonValue, ResultContent } from "../ipc/generated";
import { LongText } from "../kit";
import { Block, MarksText } from "./Block";
import css from "./Block.module.css";
import { Picture, Sound } from "./Media";
import { pictureType, sizeOf } from "./media";
import { Values } from "./Values";
import { toWire } from "./wire";
import { bytesOf } from "./words";

/** What is read of a block beside itself. */
interface Beside {
  /** Words of a search, to be marked in its texts. */
  find?: string;
  /** What can be done to it, at the end of its title; a text has no title. */
  actions?: ReactNode;
  /** The names of the tools that were used, by the id of the use. */
  names?: ReadonlyMap<string, string>;
}

/** One block as it came, read-only. Nothing in it is loaded, run or followed. */
export function ContentBlock({
  content,
  find = "",
  names,
  actions,
}: { content: Content | ResultContent } & Beside) {
  const t = useText();
  switch (content.kind) {
    case "text":
      return (
        <div className={css.text}>
          <LongText text={content.text} label={t.parts.text} find={find} />
          <MarksText marks={content.marks} label={t.content.carries} />
        </div>
      );
    case "image":
    case "audio":
      return <Medium content={content} actions={actions} />;
    case "tool_use":
      return (
        <Block
          icon="tool"
          title={t.parts.toolUseBlock(content.name)}
          facts={content.id}
          json={() => toWire(content)}
          marks={content.marks}
          actions={actions}
        >
          <Values of={content.input} />
        </Block>
      );
    case "tool_result":
      return (
        <ToolResult content={content} find={find} actions={actions} {...(names ? { names } : {})} />
      );
    case "resource":
      return <Resource content={content} find={find} actions={actions} />;
    case "resource_link":
      return (
        <Block
          icon="link"
          title={t.parts.resourceLink}
          json={() => toWire(content)}
          actions={actions}
        >
          <Values of={content.link} />
        </Block>
      );
  }
}

function Medium({
  content,
  actions,
}: {
  content: Extract<Content, { kind: "image" | "audio" }>;
  actions: ReactNode;
}) {
  const t = useText();
  const f = useFormat();
  const { data, mime_type, kind, marks } = content;
  const size = kind === "image" ? sizeOf(data, pictureType(mime_type) ?? "") : undefined;
  const facts = [
    mime_type,
    ...(size ? [t.content.size(f.number(size.width), f.number(size.height))] : []),
    f.bytes(bytesOf(data)),
  ];
  return (
    <Block
      icon={kind}
      title={kind === "image" ? t.parts.image : t.parts.audio}
      facts={facts.join(" · ")}
      marks={marks}
      actions={actions}
    >
      {kind === "image" ? (
        <Picture data={data} type={mime_type} />
      ) : (
        <Sound data={data} type={mime_type} />
      )}
    </Block>
  );
}

function ToolResult({
  content,
  find = "",
  names,
  actions,
}: { content: Extract<Content, { kind: "tool_result" }> } & Beside) {
  const t = useText();
  const { tool_use_id, structured, is_error, marks } = content;
  const name = names?.get(tool_use_id);
  const failed = is_error === true;
  const title =
    name === undefined
      ? failed
        ? t.parts.toolResultFailed
        : t.parts.toolResult
      : failed
        ? t.content.toolFailed(name)
        : t.content.toolGave(name);
  return (
    <Block
      icon="tool"
      title={title}
      facts={tool_use_id}
      {...(failed ? { tone: "rose" } : {})}
      json={() => toWire(content)}
      marks={marks}
      actions={actions}
    >
      <div className={css.inner}>
        {content.content.length === 0 && structured === undefined && (
          <p className={css.none}>{t.content.nothingGiven}</p>
        )}
        {content.content.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name and keep their order
          <ContentBlock key={at} content={block} find={find} />
        ))}
        {structured !== undefined && <Structured value={structured} />}
      </div>
    </Block>
  );
}

/** The structured output of a tool. */
export function Structured({ value }: { value: JsonValue }) {
  const t = useText();
  const object = typeof value === "object" && value !== null && !Array.isArray(value);
  return (
    <section aria-label={t.content.structured}>
      <p className={css.none}>{t.content.structured}</p>
      <Values
        of={object ? (value as { [key in string]: JsonValue }) : { [t.content.value]: value }}
      />
    </section>
  );
}

function Resource({
  content,
  find,
  actions,
}: {
  content: Extract<ResultContent, { kind: "resource" }>;
  find: string;
  actions: ReactNode;
}) {
  const t = useText();
  const { text, blob, ...about } = content.resource;
  const type = typeof about.mimeType === "string" ? about.mimeType : "";
  return (
    <Block
      icon="log"
      title={t.parts.resource}
      json={() => toWire(content)}
      marks={content.marks}
      actions={actions}
    >
      <Values of={about} />
      {typeof text === "string" && (
        <div className={css.text}>
          <LongText text={text} label={t.parts.resource} find={find} />
        </div>
      )}
      {typeof blob === "string" &&
        (type.startsWith("audio/") ? (
          <Sound data={blob} type={type} />
        ) : (
          <Picture data={blob} type={type} />
        ))}
    </Block>
  );
}
