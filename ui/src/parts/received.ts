import type { Content, JsonValue, ResultContent } from "../ipc/generated";
import type { JsonObject } from "./wire";

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is JsonObject {
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

/** What a resource holds, as a block that a model can take; `null` when it is of no such kind. */
export function contentOf(raw: JsonValue): Content | null {
  if (!isObject(raw)) return null;
  const { text, blob, mimeType } = raw;
  if (typeof text === "string") return { kind: "text", text };
  if (typeof blob !== "string" || typeof mimeType !== "string") return null;
  const [family] = mimeType.split("/");
  if (family !== "image" && family !== "audio") return null;
  return { kind: family, data: blob, mime_type: mimeType };
}

/** The parts of a resource as it was read. */
export function partsOf(result: JsonValue): JsonValue[] {
  return isObject(result) && Array.isArray(result.contents) ? result.contents : [];
}

/** One message of a prompt as it was got. */
export interface GotMessage {
  role: "user" | "assistant";
  content: JsonValue[];
}

/** The messages of a prompt as it was got. */
export function messagesOf(result: JsonValue): GotMessage[] {
  const messages = isObject(result) && Array.isArray(result.messages) ? result.messages : [];
  return messages.filter(isObject).map(({ role, content }) => ({
    role: role === "assistant" ? "assistant" : "user",
    content: Array.isArray(content) ? content : content === undefined ? [] : [content],
  }));
}
