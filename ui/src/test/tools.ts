import type { Tool } from "../ipc/generated";

/** What the demo server offers. */
export const demoTools: Tool[] = [
  {
    name: "summarize",
    title: "Summarise a text",
    description: "Asks the model for a summary of a text. Nothing is stored.",
    input_schema: {
      type: "object",
      properties: {
        text: { type: "string", title: "Text", description: "The text to summarise." },
        sentences: {
          type: "integer",
          title: "Sentences",
          description: "How long the summary may be.",
          minimum: 1,
          maximum: 20,
          default: 3,
        },
        style: {
          title: "Style",
          enum: ["plain", "executive", "for a child"],
          default: "plain",
        },
        keep_quotes: { type: "boolean", title: "Keep quotations as they are" },
      },
      required: ["text"],
    },
  },
  {
    name: "translate",
    description: "Asks the model to translate a text.",
    input_schema: {
      type: "object",
      properties: {
        text: { type: "string", maxLength: 20_000 },
        target_language: { type: "string", description: "Such as Vietnamese." },
      },
      required: ["text", "target_language"],
    },
  },
  {
    name: "create_product",
    description: "Has the model describe a product from its name and keywords, and keeps it.",
    input_schema: {
      type: "object",
      properties: {
        product_name: { type: "string" },
        keywords: { type: "array", items: { type: "string" } },
        price: { anyOf: [{ type: "number", minimum: 0 }, { type: "null" }] },
        shipping: {
          type: "object",
          description: "Weight and size.",
          properties: { weight: { type: "number" } },
        },
      },
      required: ["product_name", "keywords"],
    },
  },
  {
    name: "get_products",
    description: "Lists the products of this session.",
    input_schema: { type: "object", properties: {} },
  },
  {
    name: "review_code",
    description: "Makes two requests at once: one about security, one about performance.",
    input_schema: {
      type: "object",
      properties: { code: { type: "string" } },
      required: ["code"],
    },
  },
];
