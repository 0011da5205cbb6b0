import type { Text } from "../i18n";
import type { Content, ModelRef, ReplyRemark, Signer, Target } from "../ipc/generated";

/** The model name of a reply that a person wrote. */
export const PERSON = "human";

/** Why a reply ended, in words; a provider's own word as it came. */
export function stopWords(t: Text, reason: string): string {
  switch (reason) {
    case "end_turn":
      return t.parts.endTurn;
    case "stop_sequence":
      return t.parts.stopSequence;
    case "max_tokens":
      return t.parts.maxTokens;
    case "tool_use":
      return t.parts.toolUse;
    case "stopped":
      return t.parts.stopped;
    default:
      return reason;
  }
}

/** A model's name, or that a person wrote. */
export function modelWords(t: Text, model: string): string {
  return model === PERSON ? t.parts.human : model;
}

/** Who is to write, in words. */
export function targetWords(t: Text, target: Target): string {
  return target.kind === "person" ? t.parts.you : target.model.model;
}

/** Who decided, in words. */
export function signerWords(t: Text, signer: Signer): string {
  return signer.kind === "person" ? t.parts.you : t.parts.byRule;
}

/** Who is to write, for a model. */
export function toModel(model: ModelRef): Target {
  return { kind: "model", model };
}

/** Bytes that a base64 text stands for. */
export function bytesOf(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}

/** The text of all text blocks, joined by blank lines. */
export function plainText(blocks: readonly Content[]): string {
  return blocks.flatMap((block) => (block.kind === "text" ? [block.text] : [])).join("\n\n");
}

/** What a reader should notice about a reply, in words. */
export function replyRemarkWords(t: Text, remark: ReplyRemark): string {
  switch (remark.kind) {
    case "unknown_tool":
      return t.requests.remarkUnknownTool(remark.tool);
    case "arguments":
      return t.requests.remarkArguments(remark.tool, remark.at, remark.why);
    case "unchecked":
      return t.requests.remarkUnchecked(remark.tool, remark.why);
  }
}

/** The names of the tools that were used, by the id of the use. */
export function namesIn(messages: readonly { content: readonly Content[] }[]): Map<string, string> {
  return new Map(
    messages.flatMap((message) =>
      message.content.flatMap((block) =>
        block.kind === "tool_use" ? [[block.id, block.name] as const] : [],
      ),
    ),
  );
}
