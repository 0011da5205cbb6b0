import type { ReactNode } from "react";
import { useFormat, useText } from "../../i18n";
import type { Content, Message, Prompt, Reply } from "../../ipc/generated";
import { Diff, LongText, Tag } from "../../kit";
import { ContentBlock } from "../../parts";
import { type Pair, paired } from "./changes";
import css from "./Texts.module.css";

type Mark = "changed" | "added" | "removed";

function markOf<T>(pair: Pair<T>): Mark | null {
  if (pair.same) return null;
  if (pair.before === undefined) return "added";
  return pair.after === undefined ? "removed" : "changed";
}

function Sheet({
  title,
  facts,
  mark,
  children,
}: {
  title: string;
  facts?: string;
  mark: Mark | null;
  children: ReactNode;
}) {
  const t = useText();
  const tones = { changed: "signet", added: "leaf", removed: "rose" } as const;
  return (
    <section className={css.sheet} data-mark={mark ?? undefined}>
      <h3>
        <span>{title}</span>
        {facts && <small className="num">{facts}</small>}
        {mark && <Tag tone={tones[mark]}>{t.history[mark]}</Tag>}
      </h3>
      {children}
    </section>
  );
}

function OneBlock({ content, find }: { content: Content; find: string }) {
  const block = <ContentBlock content={content} find={find} />;
  // Text lies on a sheet; every other block brings its own.
  return content.kind === "text" ? <div className={css.text}>{block}</div> : block;
}

/** One block: as it is, or what changed in it. */
function PairedBlock({
  pair,
  find,
  label,
}: {
  pair: Pair<Content>;
  find: string;
  /** Which block it is, for a screen reader. */
  label: string;
}) {
  const t = useText();
  const { before, after } = pair;
  if (!pair.same && before?.kind === "text" && after?.kind === "text") {
    return (
      <Diff before={before.text} after={after.text} label={`${t.history.changes}: ${label}`} />
    );
  }
  return (
    <>
      {!pair.same && before && (
        <div className={css.gone}>
          <Tag tone="rose">{t.history.removed}</Tag>
          <OneBlock content={before} find={find} />
        </div>
      )}
      {after && <OneBlock content={after} find={find} />}
    </>
  );
}

/** Blocks as they are, or beside what they were. */
export function BlocksText({
  blocks,
  before,
  find,
  label,
}: {
  blocks: readonly Content[];
  before: readonly Content[] | null;
  find: string;
  /** Whose blocks they are, for a screen reader. */
  label: string;
}) {
  return (
    <div className={css.blocks}>
      {paired(before ?? blocks, blocks).map((pair, at) => (
        <PairedBlock
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names and never move
          key={at}
          pair={pair}
          find={find}
          label={at === 0 ? label : `${label}, ${at + 1}`}
        />
      ))}
    </div>
  );
}

/** A prompt's system prompt and messages in full; beside `before`, what changed in them. */
export function PromptText({
  prompt,
  before,
  find,
}: {
  prompt: Prompt;
  before: Prompt | null;
  find: string;
}) {
  const t = useText();
  const f = useFormat();
  const messages = paired(before?.messages ?? prompt.messages, prompt.messages);
  let at = 0;
  return (
    <div className={css.texts}>
      <SystemText prompt={prompt} before={before} find={find} />
      {messages.length === 0 && <p className={css.none}>{t.history.noMessages}</p>}
      {messages.map((pair, place) => {
        const message = pair.after ?? pair.before;
        if (!message) return null;
        if (pair.after) at += 1;
        return (
          <Sheet
            // biome-ignore lint/suspicious/noArrayIndexKey: messages have no names and never move
            key={place}
            title={t.parts[message.role]}
            facts={
              pair.after ? t.history.message(f.number(at), f.number(prompt.messages.length)) : ""
            }
            mark={markOf(pair)}
          >
            <BlocksText
              blocks={message.content}
              before={contentBefore(pair)}
              find={find}
              label={`${t.parts[message.role]} ${f.number(at)}`}
            />
          </Sheet>
        );
      })}
    </div>
  );
}

function contentBefore(pair: Pair<Message>): readonly Content[] | null {
  return pair.before && pair.after && !pair.same ? pair.before.content : null;
}

function SystemText({
  prompt,
  before,
  find,
}: {
  prompt: Prompt;
  before: Prompt | null;
  find: string;
}) {
  const t = useText();
  const was = before ? before.system : prompt.system;
  const is = prompt.system;
  if (was === undefined && is === undefined) return null;
  const same = was === is;
  const mark: Mark | null = same
    ? null
    : was === undefined
      ? "added"
      : is === undefined
        ? "removed"
        : "changed";
  return (
    <Sheet title={t.history.system} mark={mark}>
      {same || was === undefined || is === undefined ? (
        <div className={css.text}>
          <LongText text={is ?? was ?? ""} label={t.history.system} find={find} />
        </div>
      ) : (
        <Diff before={was} after={is} label={`${t.history.changes}: ${t.history.system}`} />
      )}
    </Sheet>
  );
}

/** A reply in full; beside `before`, what changed in it. */
export function ReplyText({
  reply,
  before,
  find,
}: {
  reply: Reply;
  before: Reply | null;
  find: string;
}) {
  const t = useText();
  return (
    <div className={css.texts}>
      <Sheet title={t.parts.assistant} mark={null}>
        <BlocksText
          blocks={reply.content}
          before={before?.content ?? null}
          find={find}
          label={t.parts.assistant}
        />
      </Sheet>
    </div>
  );
}
