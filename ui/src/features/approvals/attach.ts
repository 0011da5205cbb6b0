import type { CallView, Content, Message } from "../../ipc/generated";
import { blockOf, contentOf, messagesOf, partsOf } from "../../parts";
import { attachedMeta, calledOf } from "../../state";
import type { DraftMessage } from "./draft";

/** What a call gave, as messages that a model can take; none when there is nothing in it. */
export function messagesFrom(call: CallView): Pick<Message, "role" | "content" | "meta">[] {
  if (call.state.name !== "done") return [];
  const { kind, name } = calledOf(call.what);
  const meta = attachedMeta({ kind, name, at: call.ended_at ?? call.started_at });
  const { result } = call.state;
  if (kind === "resource") {
    const content = partsOf(result).flatMap((part) => contentOf(part) ?? []);
    return content.length === 0 ? [] : [{ role: "user", content, meta }];
  }
  return messagesOf(result).flatMap(({ role, content }) => {
    const blocks = content.flatMap((raw): Content[] => {
      const block = blockOf(raw);
      if (!block || block.kind === "resource_link") return [];
      if (block.kind === "resource") return [contentOf(block.resource) ?? []].flat();
      return [block];
    });
    return blocks.length === 0 ? [] : [{ role, content: blocks, meta }];
  });
}

let made = 0;

/** Messages that were attached, before the newest one: what is asked stays last. */
export function attach(
  messages: readonly DraftMessage[],
  more: readonly Pick<Message, "role" | "content" | "meta">[],
): DraftMessage[] {
  made += 1;
  const added: DraftMessage[] = more.map(({ role, content, meta }, at) => ({
    key: `attached${made}.${at}`,
    from: null,
    role,
    removed: false,
    ...(meta ? { meta } : {}),
    blocks: content.map((block, place) => ({
      key: `b${place}`,
      from: null,
      content: block,
      removed: false,
      editing: false,
    })),
  }));
  const place = placeFor(messages);
  return [...messages.slice(0, place), ...added, ...messages.slice(place)];
}

/** Before the newest message, and never between a use of a tool and its result. */
function placeFor(messages: readonly DraftMessage[]): number {
  let place = Math.max(messages.length - 1, 0);
  while (place > 0 && messages[place]?.blocks.some((one) => one.content.kind === "tool_result")) {
    place -= 1;
  }
  return place;
}
