import { expect, test } from "vitest";
import type { Content, JsonValue, What } from "../../ipc/generated";
import { message, prompt } from "../../test/world";
import { attach, messagesFrom } from "./attach";
import { draftOf, promptOf } from "./draft";

const done = (what: What, result: JsonValue) => ({
  id: "call",
  server: "server",
  what,
  started_at: 1,
  ended_at: 2,
  signed: 0,
  state: { name: "done" as const, result, is_error: false },
});
const resource: What = { kind: "resource", resource: "notes://today" };
const meta = { "countersign/attached": { kind: "resource", name: "notes://today", at: 2 } };

test("a resource becomes one message of the blocks that a model can take", () => {
  const contents = [
    { uri: "notes://today", text: "Bread, milk." },
    { uri: "notes://today", mimeType: "image/png", blob: "iVBO" },
    { uri: "notes://today", mimeType: "application/pdf", blob: "JVBE" },
    "nonsense",
  ];
  expect(messagesFrom(done(resource, { contents }))).toEqual([
    {
      role: "user",
      meta,
      content: [
        { kind: "text", text: "Bread, milk." },
        { kind: "image", data: "iVBO", mime_type: "image/png" },
      ],
    },
  ]);
});

test.each([{ contents: [] }, { contents: [{ blob: "JVBE" }] }, {}, null])(
  "from %j nothing can be attached",
  (result) => {
    expect(messagesFrom(done(resource, result as JsonValue))).toEqual([]);
  },
);

test("a prompt keeps who says what; a pointer is not followed", () => {
  const what: What = { kind: "prompt", prompt: "summary", arguments: {} };
  const messages = [
    { role: "assistant", content: { type: "text", text: "Yes?" } },
    { role: "user", content: { type: "resource_link", uri: "file:///a" } },
    { role: "user", content: { type: "resource", resource: { uri: "a", text: "A" } } },
  ];
  const got = messagesFrom(done(what, { messages }));
  expect(got.map(({ role, content }) => [role, content])).toEqual([
    ["assistant", [{ kind: "text", text: "Yes?" }]],
    ["user", [{ kind: "text", text: "A" }]],
  ]);
});

test("what was attached stands before the newest message, and says what it is", () => {
  const asked = prompt({ messages: [message("one"), message("two")] });
  const draft = draftOf(asked);
  const more = messagesFrom(done(resource, { contents: [{ text: "Bread, milk." }] }));
  const signed = promptOf({ ...draft, messages: attach(draft.messages, more) }, asked);
  expect(signed.messages).toEqual([
    message("one"),
    { role: "user", content: [{ kind: "text", text: "Bread, milk." }], meta },
    message("two"),
  ]);
});

test("it never comes between the use of a tool and its result", () => {
  const use: Content = { kind: "tool_use", id: "1", name: "look", input: {} };
  const result: Content = { kind: "tool_result", tool_use_id: "1", content: [], is_error: false };
  const asked = prompt({
    messages: [
      message("one"),
      { role: "assistant", content: [use] },
      { role: "user", content: [result] },
    ],
  });
  const draft = draftOf(asked);
  const [first, ...rest] = promptOf(
    { ...draft, messages: attach(draft.messages, [message("more")]) },
    asked,
  ).messages;
  expect([first, rest[0]]).toEqual([message("one"), message("more")]);
  expect(rest.slice(1)).toEqual(asked.messages.slice(1));
});
