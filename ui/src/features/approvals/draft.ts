import type {
  Content,
  Message,
  ModelRef,
  Parameter,
  Prompt,
  Reply,
  ReplyRemark,
  Role,
  Tool,
  ToolChoice,
} from "../../ipc/generated";
import { isBalanced } from "./balance";

/** A block as it is being edited: where it came from, and whether it is to be left out. */
export interface DraftBlock {
  key: string;
  /** Its place in what was asked or said; `null` when the person added it. */
  from: number | null;
  content: Content;
  removed: boolean;
  /** Whether it is being edited as JSON that is not taken yet: until then nothing is signed. */
  editing: boolean;
}

/** A message as it is being edited. */
export interface DraftMessage {
  key: string;
  from: number | null;
  role: Role;
  blocks: DraftBlock[];
  removed: boolean;
  /** Of a message of the person's: what it was made from. */
  meta?: Message["meta"];
}

/** A prompt as it is being edited, beside what was asked. */
export interface PromptDraft {
  /** `null` when there is to be none. */
  system: string | null;
  messages: DraftMessage[];
  /** `null` while the field is empty. */
  maxTokens: number | null;
  temperature: number | null;
  stopSequences: string[];
  /** The names of the tools that were taken out. */
  toolsOut: readonly string[];
  /** `null` when nothing is said about it. */
  toolChoice: ToolChoice | null;
}

/** Everything that a person has entered for an exchange and not yet signed. */
export interface Draft {
  prompt: PromptDraft | null;
  /** The model that was picked by hand. */
  model: ModelRef | null;
  /** The blocks of each attempt that was edited. */
  replies: Record<number, DraftBlock[]>;
  /** The attempt that is shown; the newest when absent. */
  attempt: number | null;
  /** What is wrong with the reply, which the person has said is to be signed all the same. */
  despite: readonly ReplyRemark[];
  /** The reason of a refusal. */
  reason: string;
  /** The keys of the messages that were in sight to their end. */
  seen: readonly string[];
}

/** Nothing entered. */
export const nothing: Draft = {
  prompt: null,
  model: null,
  replies: {},
  attempt: null,
  despite: [],
  reason: "",
  seen: [],
};

function blocksOf(content: readonly Content[]): DraftBlock[] {
  return content.map((block, at) => ({
    key: `b${at}`,
    from: at,
    content: block,
    removed: false,
    editing: false,
  }));
}

/** The prompt as asked, ready to be edited. */
export function draftOf(asked: Prompt): PromptDraft {
  return {
    system: asked.system ?? null,
    messages: asked.messages.map((message, at) => ({
      key: `m${at}`,
      from: at,
      role: message.role,
      blocks: blocksOf(message.content),
      removed: false,
    })),
    maxTokens: asked.max_tokens,
    temperature: asked.temperature ?? null,
    stopSequences: asked.stop_sequences,
    toolsOut: [],
    toolChoice: asked.tool_choice ?? null,
  };
}

/** A reply's blocks, ready to be edited. */
export function replyDraftOf(reply: Reply): DraftBlock[] {
  return blocksOf(reply.content);
}

/** Whether a message that was asked differs from how it was asked. */
export function isEdited(message: DraftMessage, asked: Prompt): boolean {
  const origin = message.from === null ? undefined : asked.messages[message.from];
  if (!origin) return false;
  return (
    message.removed ||
    message.role !== origin.role ||
    message.blocks.some(
      (block) =>
        block.removed || block.from === null || !same(block.content, origin.content[block.from]),
    )
  );
}

/** A message as it was asked. */
export function reverted(message: DraftMessage, asked: Prompt): DraftMessage {
  const origin = message.from === null ? undefined : asked.messages[message.from];
  if (!origin) return message;
  return { ...message, role: origin.role, removed: false, blocks: blocksOf(origin.content) };
}

/** The tools that are still offered. */
export function toolsOf(draft: PromptDraft, asked: Prompt): Tool[] {
  return draft.toolsOut.length === 0
    ? asked.tools
    : asked.tools.filter((tool) => !draft.toolsOut.includes(tool.name));
}

function kept(blocks: readonly DraftBlock[]): Content[] {
  return blocks.filter((block) => !block.removed).map((block) => block.content);
}

function messageOf(draft: DraftMessage, asked: Prompt): Message | null {
  const content = kept(draft.blocks);
  if (draft.removed || content.length === 0) return null;
  const origin = draft.from === null ? undefined : asked.messages[draft.from];
  const meta = draft.meta ? { meta: draft.meta } : {};
  return { ...(origin ?? meta), role: draft.role, content };
}

/** The prompt that the draft stands for. What cannot be edited stays as it was asked. */
export function promptOf(draft: PromptDraft, asked: Prompt): Prompt {
  const { system: _, temperature: __, tool_choice: ___, ...rest } = asked;
  return {
    ...rest,
    messages: draft.messages.flatMap((message) => messageOf(message, asked) ?? []),
    max_tokens: draft.maxTokens ?? 0,
    stop_sequences: draft.stopSequences,
    tools: toolsOf(draft, asked),
    ...(draft.toolChoice === null ? {} : { tool_choice: draft.toolChoice }),
    ...(draft.system === null || (draft.system === "" && asked.system === undefined)
      ? {}
      : { system: draft.system }),
    ...(draft.temperature === null ? {} : { temperature: draft.temperature }),
  };
}

/** Whether a prompt holds something that a model may not take. */
export function holds(prompt: Prompt, parameter: Parameter): boolean {
  switch (parameter) {
    case "temperature":
      return prompt.temperature !== undefined;
    case "stop_sequences":
      return prompt.stop_sequences.length > 0;
    case "tool_choice":
      return prompt.tool_choice !== undefined;
    // It is beside the prompt; the engine names it only where it was given back.
    case "thinking":
      return true;
  }
}

/** The prompt without something that a model does not take. */
export function promptWithout(prompt: Prompt, parameter: Parameter): Prompt {
  const { temperature, stop_sequences, tool_choice, ...rest } = prompt;
  return {
    ...rest,
    stop_sequences: parameter === "stop_sequences" ? [] : stop_sequences,
    ...(temperature === undefined || parameter === "temperature" ? {} : { temperature }),
    ...(tool_choice === undefined || parameter === "tool_choice" ? {} : { tool_choice }),
  };
}

/** Whether JSON is being edited that is not taken yet. */
export function isEditing(blocks: readonly DraftBlock[]): boolean {
  return blocks.some((block) => block.editing && !block.removed);
}

function usesTools(content: readonly Content[]): boolean {
  return content.some((block) => block.kind === "tool_use");
}

/** The reply that the blocks stand for. It says that it ended for a tool exactly where it uses one. */
export function replyOf(blocks: readonly DraftBlock[], said: Reply): Reply {
  const content = kept(blocks);
  const [uses, used] = [usesTools(content), usesTools(said.content)];
  if (uses === used) return { ...said, content };
  const stop_reason = uses
    ? "tool_use"
    : said.stop_reason === "tool_use"
      ? "end_turn"
      : said.stop_reason;
  return { ...said, content, stop_reason };
}

/** Whether two pieces of JSON say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => key in b && same(value, (b as Record<string, unknown>)[key]))
  );
}

/** The prompt if it differs from what was asked: what a signature carries. */
export function editedPrompt(draft: PromptDraft | null, asked: Prompt): Prompt | undefined {
  if (!draft) return undefined;
  const prompt = promptOf(draft, asked);
  return same(prompt, asked) ? undefined : prompt;
}

/** The reply if it differs from what was said. */
export function editedReply(blocks: DraftBlock[] | undefined, said: Reply): Reply | undefined {
  if (!blocks) return undefined;
  const reply = replyOf(blocks, said);
  return same(reply, said) ? undefined : reply;
}

/** What keeps a prompt from being sent to a model. */
export type Obstacle = "nothing" | "editing" | "balance" | "room" | "tools";

function says(content: Content): boolean {
  return content.kind !== "text" || content.text.trim() !== "";
}

/** What must be mended before a model can be asked, if anything. */
export function obstacle(prompt: Prompt): Obstacle | null {
  if (!prompt.messages.some((message) => message.content.some(says))) return "nothing";
  if (!isBalanced(prompt.messages)) return "balance";
  if (prompt.tool_choice === "required" && prompt.tools.length === 0) return "tools";
  return prompt.max_tokens < 1 ? "room" : null;
}

/** Whether a reply says anything at all. */
export function saysAnything(reply: Reply): boolean {
  return reply.content.some(says);
}

/** Stop sequences as lines of a text, so that line breaks in them can be seen and typed. */
export function linesOf(sequences: readonly string[]): string {
  return sequences
    .map((sequence) =>
      sequence
        .replaceAll("\\", "\\\\")
        .replaceAll("\n", "\\n")
        .replaceAll("\r", "\\r")
        .replaceAll("\t", "\\t"),
    )
    .join("\n");
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/** The stop sequences that such lines stand for. */
export function sequencesOf(lines: string): string[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) =>
      line.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character),
    );
}

/**
 * The messages that will be sent as they came and were not yet in sight to their end, by their keys.
 * The first `signed` of those that were asked need not be: a person has signed them in a turn before.
 */
export function unseenOf(draft: PromptDraft, seen: readonly string[], signed = 0): string[] {
  return draft.messages.flatMap(({ key, from, removed }) =>
    from === null || from < signed || removed || seen.includes(key) ? [] : [key],
  );
}
