// The server that every contestant talks to: it asks for completions and times them itself.

import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

// About 200 tokens, as a server that summarises would send.
const text = `Summarise this for the board in one sentence.\n\n${"Revenue rose while costs held; churn fell in every region but one. ".repeat(12)}`;

const server = new McpServer({ name: "bench", version: "1.0.0" });

/** Asks for one completion and gives the microseconds until it is here. */
async function sample() {
  const started = performance.now();
  const reply = await server.server.createMessage({
    messages: [{ role: "user", content: { type: "text", text } }],
    maxTokens: 256,
  });
  if (reply.content.text !== "The quarter closed above plan.") {
    throw new Error(`Not the provider's answer: ${JSON.stringify(reply.content)}`);
  }
  return Math.round((performance.now() - started) * 1000);
}

server.registerTool(
  "measure",
  {
    description: "Samples `count` times, `in_flight` at once, after `warm_up` that do not count.",
    inputSchema: {
      count: z.number().int().positive(),
      in_flight: z.number().int().positive(),
      warm_up: z.number().int().nonnegative(),
    },
  },
  async ({ count, in_flight, warm_up }) => {
    const round = async (times) => {
      const latencies_us = [];
      let left = times;
      const worker = async () => {
        while (left-- > 0) latencies_us.push(await sample());
      };
      await Promise.all(Array.from({ length: in_flight }, worker));
      return latencies_us;
    };
    await round(warm_up);
    const started = performance.now();
    const latencies_us = await round(count);
    const total_us = Math.round((performance.now() - started) * 1000);
    return { content: [{ type: "text", text: JSON.stringify({ latencies_us, total_us }) }] };
  },
);

server.registerTool(
  "ask",
  {
    description: "Asks once, and says in the request when it was sent.",
    inputSchema: { number: z.number().int().nonnegative() },
  },
  async ({ number }) => {
    // The window draws the call first, and requests must not come in step with its frames.
    await setTimeout(200 + 100 * Math.random());
    const ask = {
      messages: [
        {
          role: "user",
          content: { type: "text", text: `Question ${number}, sent at ${Date.now()}. ${text}` },
        },
      ],
      maxTokens: 256,
    };
    const answer = await server.server.createMessage(ask).then(
      () => "answered",
      (error) => error.message,
    );
    return { content: [{ type: "text", text: answer }] };
  },
);

server.registerTool(
  "ask_many",
  {
    description: "Asks `count` times at once.",
    inputSchema: { count: z.number().int().positive() },
  },
  async ({ count }) => {
    const ask = (number) =>
      server.server.createMessage({
        messages: [{ role: "user", content: { type: "text", text: `Question ${number}. ${text}` } }],
        maxTokens: 256,
      });
    const answers = await Promise.allSettled(Array.from({ length: count }, (_, at) => ask(at)));
    const answered = answers.filter(({ status }) => status === "fulfilled").length;
    return { content: [{ type: "text", text: `${answered} of ${count} were answered` }] };
  },
);

await server.connect(new StdioServerTransport());
