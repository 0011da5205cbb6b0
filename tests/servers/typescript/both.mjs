// A server on the official TypeScript SDK 2.x, which speaks both eras on one process.

import { inputRequired, inputResponse, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod/v4";

const asking = (question) => ({
  messages: [{ role: "user", content: { type: "text", text: question } }],
  maxTokens: 100,
});
const saying = (text) => ({ content: [{ type: "text", text }] });
const inputSchema = z.object({ question: z.string() });

serveStdio(() => {
  const server = new McpServer({ name: "typescript-2", version: "1.0.0" });
  server.registerTool(
    "ask_pushing",
    { description: "Pushes, which only the legacy protocol allows.", inputSchema },
    async ({ question }, ctx) => {
      const answer = await ctx.mcpReq.requestSampling(asking(question));
      return saying(answer.content.text);
    },
  );
  server.registerTool(
    "ask_returning",
    { description: "Returns its question; to a legacy client the SDK pushes it.", inputSchema },
    async ({ question }, ctx) => {
      const answer = inputResponse(ctx.mcpReq.inputResponses, "q");
      if (answer.kind === "sampling") return saying(answer.result.content.text);
      const inputRequests = { q: inputRequired.createMessage(asking(question)) };
      return inputRequired({ inputRequests, requestState: "kept" });
    },
  );
  return server;
});
