import { expect, test } from "vitest";
import type { Content } from "../ipc/generated";
import { inputFromWire, resultFromWire, resultToWire, toWire, Unfit } from "./wire";

const marks = { annotations: { priority: 1 }, meta: { k: 1 } };
const result: Extract<Content, { kind: "tool_result" }> = {
  kind: "tool_result",
  tool_use_id: "u",
  content: [
    { kind: "text", text: "a", marks },
    { kind: "image", data: "AA==", mime_type: "image/png" },
    { kind: "resource", resource: { uri: "x://y", text: "t" } },
    { kind: "resource_link", link: { uri: "x://z", name: "z" } },
  ],
  structured: { a: [1] },
  is_error: false,
  marks,
};

test("a block is written as the protocol writes it", () => {
  expect(toWire(result)).toEqual({
    type: "tool_result",
    toolUseId: "u",
    content: [
      { type: "text", text: "a", annotations: { priority: 1 }, _meta: { k: 1 } },
      { type: "image", data: "AA==", mimeType: "image/png" },
      { type: "resource", resource: { uri: "x://y", text: "t" } },
      { type: "resource_link", uri: "x://z", name: "z" },
    ],
    structuredContent: { a: [1] },
    isError: false,
    annotations: { priority: 1 },
    _meta: { k: 1 },
  });
  expect(toWire({ kind: "tool_use", id: "u", name: "n", input: { a: 1 } })).toEqual({
    type: "tool_use",
    id: "u",
    name: "n",
    input: { a: 1 },
  });
});

test("what a tool gave comes back from the protocol's JSON as it was", () => {
  const { kind: _, tool_use_id: __, marks: ___, ...rest } = result;
  expect(resultFromWire(resultToWire(result))).toEqual(rest);
});

test.each([
  [[], "", "object"],
  [{}, "content", "list"],
  [{ content: [], other: 1 }, "other", "known"],
  [{ content: ["a"] }, "content[0]", "object"],
  [{ content: [{ type: "tool_use" }] }, "content[0].type", "block"],
  [{ content: [{ type: "text", text: 3 }] }, "content[0].text", "text"],
  [{ content: [{ type: "text", text: "a", extra: 1 }] }, "content[0].extra", "known"],
  [{ content: [{ type: "resource", resource: {} }] }, "content[0].resource.uri", "text"],
  [{ content: [], isError: "yes" }, "isError", "flag"],
])("JSON that cannot be taken is refused by its place, %#", (value, at, wanted) => {
  const take = () => resultFromWire(value as never);
  expect(take).toThrow(Unfit);
  try {
    take();
  } catch (error) {
    expect(error).toMatchObject({ at, wanted });
  }
});

test("arguments are an object", () => {
  expect(inputFromWire({ a: 1 })).toEqual({ a: 1 });
  expect(() => inputFromWire([1])).toThrow(Unfit);
});
