import { describe, expect, test } from "vitest";
import type { Content, Message } from "../../ipc/generated";
import { message, prompt, reply, text } from "../../test/world";
import { brokenAt, unanswered } from "./balance";
import { draftOf, obstacle, promptOf, replyDraftOf, replyOf, toolsOf } from "./draft";
import {
  addBlock,
  answerUse,
  insertMessage,
  newBlock,
  newMessage,
  newText,
  removeBlock,
  removeMessage,
  replaceBlock,
  speaksAfter,
} from "./edits";
import { restored, withheld } from "./withheld";

const used = (id: string): Content => ({ kind: "tool_use", id, name: "look", input: {} });
const result = (id: string): Content => ({ kind: "tool_result", tool_use_id: id, content: [] });
const user = (...content: Content[]): Message => ({ role: "user", content });
const assistant = (...content: Content[]): Message => ({ role: "assistant", content });

describe("messages and blocks", () => {
  const asked = prompt({ messages: [message("a"), message("b"), message("c")] });
  const draft = draftOf(asked);

  test("a message is added at the end, or after another", () => {
    const own = newMessage("user");
    expect(insertMessage(draft, own).messages.at(-1)).toBe(own);
    expect(insertMessage(draft, own, "m0").messages.map((one) => one.key)).toEqual([
      "m0",
      own.key,
      "m1",
      "m2",
    ]);
    expect([speaksAfter("user"), speaksAfter("assistant"), speaksAfter(undefined)]).toEqual([
      "assistant",
      "user",
      "user",
    ]);
  });

  test("one that was asked can be put back, the person's own is gone", () => {
    const own = newMessage("user");
    const both = insertMessage(draft, own);
    expect(removeMessage(both, own.key).messages).toHaveLength(3);
    const without = removeMessage(both, "m1");
    expect(without.messages[1]).toMatchObject({ key: "m1", removed: true });
    // What was not touched stays the same object, so that nothing is drawn anew.
    expect(without.messages[0]).toBe(both.messages[0]);
  });

  test("blocks are added, replaced and removed in the same way", () => {
    const [first] = replyDraftOf(reply("said"));
    if (!first) throw new Error("no block");
    const own = newText();
    const both = addBlock([first], own);
    expect(replaceBlock(both, { ...first, content: text("x") })[0]?.content).toEqual(text("x"));
    expect(removeBlock(both, own.key)).toEqual([first]);
    expect(removeBlock(both, first.key)[0]).toMatchObject({ removed: true });
    expect(newText().key).not.toBe(newText().key);
  });
});

// The same cases as in `domain/src/balance/tests.rs`.
test.each([
  [[user(text("a")), assistant(text("b"))], undefined],
  [[user(text("a")), assistant(text("b"), used("a")), user(result("a"))], undefined],
  [[assistant(used("a"), used("b")), user(result("b"), result("a"))], undefined],
  [[assistant(used("a")), user(result("a")), assistant(used("a")), user(result("a"))], undefined],
  [[user(used("a"))], 0],
  [[assistant(result("a"))], 0],
  [[assistant(used("a"), used("a"))], 0],
  [[user(text("a")), assistant(used("a"))], 1],
  [[assistant(used("a")), user(text("a"))], 0],
  [[assistant(used("a"), used("b")), user(result("b"))], 0],
  [[assistant(used("a")), user(result("a"), text("b"))], 1],
  [[user(result("a"))], 0],
  [[assistant(used("a")), user(result("a"), result("a"))], 1],
  [[assistant(used("a")), user(result("a")), user(result("a"))], 2],
])("where the order of tools breaks, %#", (messages, expected) => {
  expect(brokenAt(messages)).toBe(expected);
});

describe("a use without its result", () => {
  test("is answered in a message of its own right after it", () => {
    const asked = prompt({ messages: [message("a"), assistant(used("u")), user(text("b"))] });
    const draft = draftOf(asked);
    expect(obstacle(promptOf(draft, asked))).toBe("balance");
    const [use] = unanswered(promptOf(draft, asked).messages);
    if (!use) throw new Error("nothing is open");
    const mended = promptOf(answerUse(draft, use), asked);
    expect(mended.messages.map((one) => one.content[0]?.kind)).toEqual([
      "text",
      "tool_use",
      "tool_result",
      "text",
    ]);
    expect(obstacle(mended)).toBeNull();
  });

  test("joins the results that are there", () => {
    const asked = prompt({ messages: [assistant(used("u"), used("v")), user(result("v"))] });
    const [use] = unanswered(asked.messages);
    if (!use) throw new Error("nothing is open");
    const mended = promptOf(answerUse(draftOf(asked), use), asked);
    expect(mended.messages[1]?.content).toEqual([result("v"), result("u")]);
    expect(obstacle(mended)).toBeNull();
  });
});

describe("tools", () => {
  const tool = (name: string) => ({ name, input_schema: {} });
  const asked = prompt({ tools: [tool("a"), tool("b")], tool_choice: "required" });

  test("are taken out one by one, and the choice stays what it was", () => {
    const draft = { ...draftOf(asked), toolsOut: ["a"] };
    expect(toolsOf(draft, asked)).toEqual([tool("b")]);
    expect(promptOf(draft, asked)).toEqual({ ...asked, tools: [tool("b")] });
  });

  test("must be used only where there is one", () => {
    const none = { ...draftOf(asked), toolsOut: ["a", "b"] };
    expect(obstacle(promptOf(none, asked))).toBe("tools");
    const may = promptOf({ ...none, toolChoice: "auto" }, asked);
    expect(obstacle(may)).toBeNull();
    expect(may.tool_choice).toBe("auto");
  });
});

test("a reply ends for a tool exactly where it uses one", () => {
  const said = reply("I look");
  const uses = replyOf(addBlock(replyDraftOf(said), newBlock(used("u"))), said);
  expect(uses.stop_reason).toBe("tool_use");
  const wanted = reply("", { content: [text("I look"), used("u")], stop_reason: "tool_use" });
  expect(replyOf(removeBlock(replyDraftOf(wanted), "b1"), wanted).stop_reason).toBe("end_turn");
  const cut = reply("", { content: [used("u")], stop_reason: "max_tokens" });
  expect(replyOf(replyDraftOf(cut), cut)).toEqual(cut);
});

test("data is set aside while JSON is edited, and comes back wherever it is put", () => {
  const data = "A".repeat(5_000);
  const value = { content: [{ type: "image", data }, { text: data }], blob: "short" };
  const { value: shown, kept } = withheld(value);
  expect(JSON.stringify(shown)).not.toContain(`"data":"${data}`);
  expect(JSON.stringify(shown)).toContain(`"text":"${data}`);
  expect(restored(shown, kept)).toEqual(value);
});
