import type { Message } from "../../ipc/generated";

/** The use of a tool, and the message that holds it. */
export interface Use {
  id: string;
  name: string;
  /** The place of its message. */
  message: number;
}

function usesIn(message: Message, at: number): Use[] {
  return message.content.flatMap((block) =>
    block.kind === "tool_use" ? [{ id: block.id, name: block.name, message: at }] : [],
  );
}

function resultsIn(message: Message | undefined): string[] {
  return (message?.content ?? []).flatMap((block) =>
    block.kind === "tool_result" ? [block.tool_use_id] : [],
  );
}

/** The uses of tools that the message right after them does not answer. */
export function unanswered(messages: readonly Message[]): Use[] {
  return messages.flatMap((message, at) => {
    const answers = resultsIn(messages[at + 1]);
    return usesIn(message, at).filter((use) => !answers.includes(use.id));
  });
}

/**
 * The place of the first message that breaks the order of tools; nothing where it holds. The engine has
 * the last word (`domain/src/balance.rs`); here it is known while somebody edits.
 */
export function brokenAt(messages: readonly Message[]): number | undefined {
  const broken = messages.findIndex((message, at) => {
    const uses = usesIn(message, at).map((use) => use.id);
    const answers = resultsIn(message);
    const open = usesIn(messages[at - 1] ?? { role: "user", content: [] }, at).map((use) => use.id);
    const next = resultsIn(messages[at + 1]);
    return (
      (message.role === "user" ? uses : answers).length > 0 ||
      new Set(uses).size < uses.length ||
      new Set(answers).size < answers.length ||
      (answers.length > 0 && answers.length < message.content.length) ||
      answers.some((id) => !open.includes(id)) ||
      uses.some((id) => !next.includes(id))
    );
  });
  return broken < 0 ? undefined : broken;
}

/** Whether each use of a tool is answered in the message right after it, and by that alone. */
export function isBalanced(messages: readonly Message[]): boolean {
  return brokenAt(messages) === undefined;
}
