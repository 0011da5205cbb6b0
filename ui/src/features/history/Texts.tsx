import type { ReactNode } from "react";
import { useFormat, useText } from "../../i18n";
import type { Content, Message, Prompt, Reply } from "../../ipc/generated";
import { Diff, LongText, Tag } from "../../kit";
import { AttachedFrom, ContentBlock, namesIn } from "../../parts";
import { type Pair, paired } from "./changes";
import css from "./Texts.module.css";

type Mark = "changed" | "added" | "removed" | "isNew";

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
  const tones = { changed: "signet", added: "leaf", removed: "rose", isNew: "signet" } as const;
  const words = { ...t.history, isNew: t.content.isNew };
  return (
    <section className={css.sheet} data-mark={mark ?? undefined}>
      <h3>
        <span>{title}</span>
        {facts && <small className="num">{facts}</small>}
        {mark && <Tag tone={tones[mark]}>{words[mark]}</Tag>}
      </h3>
      {children}
    </section>
  );
}

interface Reading {
  /** Words of a search, to be marked. */
  find: string;
  /** The names of the tools that were used, by the id of the use. */
  names: ReadonlyMap<string, string>;
}

function OneBlock({ content, find, names }: { content: Content } & Reading) {
  const block = <ContentBlock content={content} find={find} names={names} />;
  // Text lies on a sheet; every other block brings its own.
  return content.kind === "text" ? <div className={css.text}>{block}</div> : block;
}

/** One block: as it is, or what changed in it. */
function PairedBlock({
  pair,
  label,
  ...reading
}: {
  pair: Pair<Content>;
  /** Which block it is, for a screen reader. */
  label: string;
} & Reading) {
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
          <OneBlock content={before} {...reading} />
        </div>
      )}
      {after && <OneBlock content={after} {...reading} />}
    </>
  );
}

/** Blocks as they are, or beside what they were. */
function BlocksText({
  blocks,
  before,
  label,
  ...reading
}: {
  blocks: readonly Content[];
  before: readonly Content[] | null;
  /** Whose blocks they are, for a screen reader. */
  label: string;
} & Reading) {
  return (
    <div className={css.blocks}>
      {paired(before ?? blocks, blocks).map((pair, at) => (
        <PairedBlock
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names and never move
          key={at}
          pair={pair}
          {...reading}
          label={at === 0 ? label : `${label}, ${at + 1}`}
        />
      ))}
    </div>
  );
}

/** A prompt's system prompt and messages in full; beside `before`, what changed in them. */
export function PromptText({
  prompt,
  asked,
  before,
  find,
  known,
}: {
  prompt: Prompt;
  /** What was asked, where this is what was made of it. */
  asked?: Prompt;
  before: Prompt | null;
  find: string;
  /** How many of its messages the turn before held, where it is a later turn of a conversation. */
  known?: number | undefined;
}) {
  const t = useText();
  const f = useFormat();
  const names = namesIn([...(before?.messages ?? []), ...prompt.messages]);
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
            mark={markOf(pair) ?? (known !== undefined && at > known ? "isNew" : null)}
          >
            {asked && <AttachedFrom message={message} asked={asked} />}
            <BlocksText
              blocks={message.content}
              before={contentBefore(pair)}
              find={find}
              names={names}
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
          names={namesIn([reply])}
          label={t.parts.assistant}
        />
      </Sheet>
    </div>
  );
}
