"""The official Python SDK client doing the same work, with no approval and no history.

python client.py BASE_URL TOOL ARGUMENTS COMMAND...
"""

import asyncio
import json
import sys

import httpx
from mcp import ClientSession, StdioServerParameters, types
from mcp.client.stdio import stdio_client


async def complete(http: httpx.AsyncClient, base_url: str, params) -> str:
    """Streams one completion from the provider and gives its whole text."""
    body = {
        "model": "instant",
        "messages": [
            {"role": message.role, "content": message.content.text} for message in params.messages
        ],
        "max_completion_tokens": params.maxTokens,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    text = ""
    async with http.stream("POST", f"{base_url}/chat/completions", json=body) as response:
        response.raise_for_status()
        async for line in response.aiter_lines():
            if not line.startswith("data: ") or line == "data: [DONE]":
                continue
            for choice in json.loads(line[6:])["choices"]:
                text += choice["delta"].get("content") or ""
    return text


async def main() -> None:
    base_url, tool, arguments, command, *rest = sys.argv[1:]
    async with httpx.AsyncClient(trust_env=False) as http:

        async def sample(_context, params: types.CreateMessageRequestParams):
            return types.CreateMessageResult(
                model="instant",
                role="assistant",
                stopReason="endTurn",
                content=types.TextContent(type="text", text=await complete(http, base_url, params)),
            )

        server = StdioServerParameters(command=command, args=rest)
        async with stdio_client(server) as (read, write):
            async with ClientSession(read, write, sampling_callback=sample) as session:
                await session.initialize()
                result = await session.call_tool(tool, json.loads(arguments))
                print(result.content[0].text)


asyncio.run(main())
