// The official TypeScript SDK client doing the same work, with no approval and no history.
// node client.mjs BASE_URL TOOL ARGUMENTS COMMAND...

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const [baseUrl, tool, args, command, ...rest] = process.argv.slice(2);

/** Streams one completion from the provider and gives its whole text. */
async function complete({ messages, maxTokens }) {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: "instant",
      messages: messages.map(({ role, content }) => ({ role, content: content.text })),
      max_completion_tokens: maxTokens,
      stream: true,
      stream_options: { include_usage: true },
    }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const decoder = new TextDecoder();
  let text = "";
  let rest = "";
  for await (const bytes of response.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      text += JSON.parse(line.slice(6)).choices[0]?.delta.content ?? "";
    }
  }
  return text;
}

const client = new Client({ name: "bench", version: "1.0.0" }, { capabilities: { sampling: {} } });
client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => ({
  model: "instant",
  role: "assistant",
  stopReason: "endTurn",
  content: { type: "text", text: await complete(params) },
}));
await client.connect(new StdioClientTransport({ command, args: rest }));
const result = await client.callTool({ name: tool, arguments: JSON.parse(args) }, undefined, {
  timeout: 600_000,
});
console.log(result.content[0].text);
await client.close();
