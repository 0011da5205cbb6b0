import { describe, expect, test } from "vitest";
import { message, prompt, reply, summarize, text } from "../../test/world";
import {
  draftOf,
  editedPrompt,
  editedReply,
  linesOf,
  obstacle,
  promptOf,
  replyDraftOf,
  sequencesOf,
  unseenOf,
} from "./draft";
import { newMessage } from "./edits";

const asked = summarize().prompt ?? prompt();

describe("a prompt's draft", () => {
  test("that nobody touched stands for exactly what was asked", () => {
    const whole = prompt({
      ...asked,
      tools: [{ name: "t", input_schema: {} }],
      tool_choice: "required",
      metadata: { a: 1 },
      stop_sequences: ["END"],
    });
    expect(promptOf(draftOf(whole), whole)).toEqual(whole);
    expect(editedPrompt(draftOf(whole), whole)).toBeUndefined();
    expect(editedPrompt(null, whole)).toBeUndefined();
  });

  test("carries every edit, and leaves the rest as it was asked", () => {
    const draft = draftOf(asked);
    const edited = editedPrompt(
      { ...draft, system: "Other.", maxTokens: 7, temperature: null },
      asked,
    );
    const { temperature: _, ...rest } = asked;
    expect(edited).toEqual({ ...rest, system: "Other.", max_tokens: 7 });
  });

  test("leaves out what was removed, a message without any block too", () => {
    const draft = draftOf(asked);
    const messages = draft.messages.map((one, at) =>
      at === 1 ? { ...one, blocks: one.blocks.map((block) => ({ ...block, removed: true })) } : one,
    );
    expect(promptOf({ ...draft, messages, system: null }, asked)).toEqual({
      ...promptOf(draft, asked),
      messages: [asked.messages[0]],
      system: undefined,
    });
  });

  test("keeps the marks of a text that was edited", () => {
    const marked = prompt({
      messages: [
        {
          role: "user",
          content: [{ kind: "text", text: "a", marks: { annotations: { priority: 1 } } }],
          meta: { m: 1 },
        },
      ],
    });
    const draft = draftOf(marked);
    const messages = draft.messages.map((one) => ({ ...one, role: "assistant" as const }));
    expect(promptOf({ ...draft, messages }, marked).messages).toEqual([
      { ...marked.messages[0], role: "assistant" },
    ]);
  });

  test("an added system prompt that stayed empty is none", () => {
    const plain = prompt();
    expect(editedPrompt({ ...draftOf(plain), system: "" }, plain)).toBeUndefined();
    expect(editedPrompt({ ...draftOf(plain), system: "x" }, plain)).toEqual({
      ...plain,
      system: "x",
    });
  });

  test("counts what will be sent as it came and was not seen", () => {
    const draft = draftOf(prompt({ messages: [message("a"), message("b"), message("c")] }));
    const messages = draft.messages.map((one, at) => (at === 2 ? { ...one, removed: true } : one));
    const shown = { ...draft, messages: [...messages, newMessage("user")] };
    expect(unseenOf(shown, ["m0"])).toEqual(["m1"]);
    expect(unseenOf(shown, [])).toEqual(["m0", "m1"]);
    // A person has signed the first in a turn before.
    expect(unseenOf(shown, [], 1)).toEqual(["m1"]);
  });
});

test.each([
  [prompt({ messages: [] }), "nothing"],
  [prompt({ messages: [message(" \n")] }), "nothing"],
  [prompt({ max_tokens: 0 }), "room"],
  [prompt({ messages: [], max_tokens: 0 }), "nothing"],
  [
    prompt({
      messages: [{ role: "user", content: [{ kind: "image", data: "", mime_type: "image/png" }] }],
    }),
    null,
  ],
  [prompt(), null],
])("what keeps a prompt from being sent, %#", (of, expected) => {
  expect(obstacle(of)).toBe(expected);
});

test("a reply's draft carries what differs, and nothing else", () => {
  const said = reply("said", { content: [text("one"), text("two")] });
  const blocks = replyDraftOf(said);
  expect(editedReply(blocks, said)).toBeUndefined();
  expect(editedReply(undefined, said)).toBeUndefined();
  const changed = blocks.map((block, at) =>
    at === 0 ? { ...block, content: text("ONE") } : block,
  );
  expect(editedReply(changed, said)).toEqual({ ...said, content: [text("ONE"), text("two")] });
});

test.each([[["\n\nHuman:", "END"]], [["a\\n", "\t", "\r\n"]], [[]]])(
  "stop sequences as lines and back: %j",
  (sequences) => {
    expect(sequencesOf(linesOf(sequences))).toEqual(sequences);
  },
);
