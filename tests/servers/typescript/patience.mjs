// A server on the official TypeScript SDK 1.x that waits for an answer for as long as its call says.
// With `--http` it listens on a free port, which it tells on its standard error.

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CreateMessageResultSchema } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod/v4";

function made() {
  const server = new McpServer(
    { name: "patience", version: "1.0.0" },
    { capabilities: { logging: {} } },
  );
  server.registerTool(
    "ask",
    {
      description: "Asks a model, and waits so many milliseconds; informed, so many without a word.",
      inputSchema: { timeout: z.number(), informed: z.boolean() },
    },
    async ({ timeout, informed }, extra) => {
      const onprogress = ({ progress }) =>
        server.sendLoggingMessage({ level: "info", data: `heard of progress ${progress}` });
      const messages = [{ role: "user", content: { type: "text", text: "Write slowly" } }];
      const answer = await extra.sendRequest(
        { method: "sampling/createMessage", params: { messages, maxTokens: 100 } },
        CreateMessageResultSchema,
        informed ? { timeout, resetTimeoutOnProgress: true, onprogress } : { timeout },
      );
      return { content: [{ type: "text", text: `answered: ${answer.content.text}` }] };
    },
  );
  return server;
}

if (process.argv.includes("--http")) {
  const sessions = new Map();
  const http = createServer(async (request, response) => {
    const known = sessions.get(request.headers["mcp-session-id"]);
    if (known) return known.handleRequest(request, response);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    });
    await made().connect(transport);
    await transport.handleRequest(request, response);
  });
  http.listen(0, "127.0.0.1", () => console.error(`listening on port ${http.address().port}`));
} else {
  await made().connect(new StdioServerTransport());
}
