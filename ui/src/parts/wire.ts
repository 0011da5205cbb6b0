import type { Content, JsonValue, Marks, ResultContent } from "../ipc/generated";

/** A JSON object. */
export type JsonObject = { [key in string]: JsonValue };

function marked(block: JsonObject, marks: Marks | undefined): JsonObject {
  return {
    ...block,
    ...(marks?.annotations === undefined ? {} : { annotations: marks.annotations }),
    ...(marks?.meta === undefined ? {} : { _meta: marks.meta as JsonValue }),
  };
}

/** A block as the protocol writes it: what a server author knows it as. */
export function toWire(block: Content | ResultContent): JsonObject {
  switch (block.kind) {
    case "text":
      return marked({ type: "text", text: block.text }, block.marks);
    case "image":
    case "audio":
      return marked({ type: block.kind, data: block.data, mimeType: block.mime_type }, block.marks);
    case "tool_use": {
      const { id, name } = block;
      return marked({ type: "tool_use", id, name, input: block.input as JsonValue }, block.marks);
    }
    case "tool_result":
      return marked(
        { type: "tool_result", toolUseId: block.tool_use_id, ...resultToWire(block) },
        block.marks,
      );
    case "resource":
      return marked({ type: "resource", resource: block.resource as JsonValue }, block.marks);
    case "resource_link":
      return { type: "resource_link", ...(block.link as JsonObject) };
  }
}

/** What a tool gave, without which use it answers. */
export function resultToWire(block: Extract<Content, { kind: "tool_result" }>): JsonObject {
  return {
    content: block.content.map(toWire),
    ...(block.structured === undefined ? {} : { structuredContent: block.structured }),
    ...(block.is_error === undefined ? {} : { isError: block.is_error }),
  };
}

/** Something in JSON that cannot be taken: where, and what belongs there. */
export class Unfit extends Error {
  readonly at: string;
  readonly wanted: "object" | "list" | "text" | "flag" | "block" | "known";

  constructor(at: string, wanted: Unfit["wanted"]) {
    super(`${at}: ${wanted}`);
    this.at = at;
    this.wanted = wanted;
  }
}

function objectAt(value: JsonValue | undefined, at: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Unfit(at, "object");
  }
  return value as JsonObject;
}

function textAt(object: JsonObject, name: string, at: string): string {
  const value = object[name];
  if (typeof value !== "string") throw new Unfit(`${at}.${name}`, "text");
  return value;
}

function onlyKnown(object: JsonObject, known: readonly string[], at: string): void {
  const other = Object.keys(object).find((name) => !known.includes(name));
  if (other !== undefined) throw new Unfit(at === "" ? other : `${at}.${other}`, "known");
}

function marksIn(object: JsonObject, at: string): { marks?: Marks } {
  const { annotations, _meta } = object;
  if (annotations === undefined && _meta === undefined) return {};
  return {
    marks: {
      ...(annotations === undefined ? {} : { annotations }),
      ...(_meta === undefined ? {} : { meta: objectAt(_meta, `${at}._meta`) }),
    },
  };
}

function partFrom(value: JsonValue, at: string): ResultContent {
  const block = objectAt(value, at);
  const known = (...names: string[]) =>
    onlyKnown(block, ["type", "annotations", "_meta", ...names], at);
  switch (block.type) {
    case "text":
      known("text");
      return { kind: "text", text: textAt(block, "text", at), ...marksIn(block, at) };
    case "image":
    case "audio":
      known("data", "mimeType");
      return {
        kind: block.type,
        data: textAt(block, "data", at),
        mime_type: textAt(block, "mimeType", at),
        ...marksIn(block, at),
      };
    case "resource": {
      known("resource");
      const resource = objectAt(block.resource, `${at}.resource`);
      textAt(resource, "uri", `${at}.resource`);
      return { kind: "resource", resource, ...marksIn(block, at) };
    }
    case "resource_link": {
      textAt(block, "uri", at);
      const { type: _, ...link } = block;
      return { kind: "resource_link", link };
    }
    default:
      throw new Unfit(`${at}.type`, "block");
  }
}

/** What a tool gave, from the protocol's JSON. Throws an `Unfit` where it cannot be taken. */
export function resultFromWire(
  value: JsonValue,
): Pick<Extract<Content, { kind: "tool_result" }>, "content" | "structured" | "is_error"> {
  const object = objectAt(value, "");
  onlyKnown(object, ["content", "structuredContent", "isError"], "");
  const { content, structuredContent, isError } = object;
  if (!Array.isArray(content)) throw new Unfit("content", "list");
  if (isError !== undefined && typeof isError !== "boolean") throw new Unfit("isError", "flag");
  return {
    content: content.map((block, at) => partFrom(block, `content[${at}]`)),
    ...(structuredContent === undefined ? {} : { structured: structuredContent }),
    ...(isError === undefined ? {} : { is_error: isError }),
  };
}

/** The arguments of a tool, from JSON. Throws an `Unfit` where they are no object. */
export function inputFromWire(value: JsonValue): JsonObject {
  return objectAt(value, "");
}
