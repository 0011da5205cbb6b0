import type { Called, Message, Timestamp } from "../ipc/generated";

/** Where a message of the person's says what it was made from. */
const KEY = "countersign/attached";

/** What a message was made from: a prompt or a resource of the server, and when that was read. */
export interface Attached {
  kind: Called["kind"];
  name: string;
  at: Timestamp;
}

/** The `_meta` of a message that is made from this. It is signed and kept with the message. */
export function attachedMeta({ kind, name, at }: Attached): NonNullable<Message["meta"]> {
  return { [KEY]: { kind, name, at } };
}

/**
 * What a message was made from; `null` when it was not. Whether the server itself wrote that into its
 * request cannot be seen from the message: only messages that were not asked may be believed.
 */
export function attachedTo(meta: Message["meta"]): Attached | null {
  const said = meta?.[KEY];
  if (typeof said !== "object" || said === null || Array.isArray(said)) return null;
  const { kind, name, at } = said;
  if (kind !== "prompt" && kind !== "resource") return null;
  return typeof name === "string" && typeof at === "number" ? { kind, name, at } : null;
}
