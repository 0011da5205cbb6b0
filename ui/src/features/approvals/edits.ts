import type { Content, Role } from "../../ipc/generated";
import type { Use } from "./balance";
import type { DraftBlock, DraftMessage, PromptDraft } from "./draft";

// What can be done to a draft. Each gives a new one; what was not touched stays the same object.

let made = 0;

function key(): string {
  made += 1;
  return `new${made}`;
}

/** A block of the person's own. */
export function newBlock(content: Content): DraftBlock {
  // The use of a tool begins with its arguments.
  const editing = content.kind === "tool_use";
  return { key: key(), from: null, content, removed: false, editing };
}

/** A text of the person's own, still empty. */
export function newText(): DraftBlock {
  return newBlock({ kind: "text", text: "" });
}

/** A message of the person's own. */
export function newMessage(role: Role, blocks: DraftBlock[] = [newText()]): DraftMessage {
  return { key: key(), from: null, role, removed: false, blocks };
}

/** Who speaks after this one. */
export function speaksAfter(last: Role | undefined): Role {
  return last === "user" ? "assistant" : "user";
}

/** The draft with a message at its end, or after the one with this key. */
export function insertMessage(
  draft: PromptDraft,
  message: DraftMessage,
  follows?: string,
): PromptDraft {
  const at = draft.messages.findIndex((other) => other.key === follows);
  const place = at < 0 ? draft.messages.length : at + 1;
  return { ...draft, messages: draft.messages.toSpliced(place, 0, message) };
}

/** The draft with this message in place of the one with its key. */
export function replaceMessage(draft: PromptDraft, message: DraftMessage): PromptDraft {
  const messages = draft.messages.map((other) => (other.key === message.key ? message : other));
  return { ...draft, messages };
}

/** The draft without a message: one that was asked can be put back, the person's own is gone. */
export function removeMessage(draft: PromptDraft, key: string): PromptDraft {
  return { ...draft, messages: without(draft.messages, key) };
}

/** Blocks with one at their end. */
export function addBlock(blocks: readonly DraftBlock[], block: DraftBlock): DraftBlock[] {
  return [...blocks, block];
}

/** Blocks with this one in place of the one with its key. */
export function replaceBlock(blocks: readonly DraftBlock[], block: DraftBlock): DraftBlock[] {
  return blocks.map((other) => (other.key === block.key ? block : other));
}

/** Blocks without one: one that came can be put back, the person's own is gone. */
export function removeBlock(blocks: readonly DraftBlock[], key: string): DraftBlock[] {
  return without(blocks, key);
}

function without<T extends { key: string; from: number | null; removed: boolean }>(
  all: readonly T[],
  key: string,
): T[] {
  return all.flatMap((one) => {
    if (one.key !== key) return [one];
    return one.from === null ? [] : [{ ...one, removed: true }];
  });
}

/** How many blocks are still there. */
export function countKept(blocks: readonly DraftBlock[]): number {
  return blocks.filter((block) => !block.removed).length;
}

/** The messages that will be sent, as they stand in the draft. */
export function sentMessages(draft: PromptDraft): DraftMessage[] {
  return draft.messages.filter((message) => !message.removed && countKept(message.blocks) > 0);
}

/** The draft with an empty result for a use of a tool, where the order of tools wants it. */
export function answerUse(draft: PromptDraft, use: Use): PromptDraft {
  const result = newBlock({ kind: "tool_result", tool_use_id: use.id, content: [] });
  const sent = sentMessages(draft);
  const holder = sent[use.message];
  if (!holder) return draft;
  const next = sent[use.message + 1];
  const answers = next?.blocks.some(
    (block) => !block.removed && block.content.kind === "tool_result",
  );
  return next && answers
    ? replaceMessage(draft, { ...next, blocks: addBlock(next.blocks, result) })
    : insertMessage(draft, newMessage("user", [result]), holder.key);
}
