"""A server on the official Python SDK 2.x, which speaks both eras on one process.

With `--http PORT` it listens there (0: anywhere).
"""

import time
import sys
from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.resolve import Resolve, Sample
from mcp_types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    InputRequiredResult,
    SamplingMessage,
    TextContent,
)

if "--slow" in sys.argv:
    # As slow to start as a package that is downloaded first.
    time.sleep(float(sys.argv[sys.argv.index("--slow") + 1]))

server = MCPServer("python-2", instructions="For tests.")


def user(text: str) -> SamplingMessage:
    return SamplingMessage(role="user", content=TextContent(type="text", text=text))


def first(question: str) -> Sample:
    return Sample([user(question)], max_tokens=100, system_prompt="Be brief.", temperature=0.1)


def second() -> Sample:
    return Sample([user("and the other?")], max_tokens=50)


def following(answer: Annotated[CreateMessageResult, Resolve(first)]) -> Sample:
    return Sample([user(f"after {answer.content.text}?")], max_tokens=50)


@server.tool()
async def ask(question: str, answer: Annotated[CreateMessageResult, Resolve(first)]) -> str:
    """Asks a model, in whichever way the protocol has."""
    return f"{answer.model} said: {answer.content.text}"


@server.tool()
async def ask_two(
    question: str,
    one: Annotated[CreateMessageResult, Resolve(first)],
    other: Annotated[CreateMessageResult, Resolve(second)],
) -> str:
    """Asks two things in one round."""
    return f"{one.content.text} + {other.content.text}"


@server.tool()
async def ask_in_turn(
    question: str, answer: Annotated[CreateMessageResult, Resolve(following)]
) -> str:
    """Asks a second thing that depends on the first answer."""
    return answer.content.text


@server.tool()
async def ask_pushing(question: str, ctx: Context) -> str:
    """Pushes, which only the legacy protocol allows."""
    answer = await ctx.session.create_message(messages=[user(question)], max_tokens=100)
    return answer.content.text


@server.tool()
async def ask_returning(ctx: Context) -> str | InputRequiredResult:
    """Returns its question, which only the modern protocol allows."""
    if ctx.input_responses:
        return f"state came back: {ctx.request_state}"
    params = CreateMessageRequestParams(messages=[user("returned")], max_tokens=10)
    return InputRequiredResult(
        input_requests={"q": CreateMessageRequest(params=params)},
        request_state="  ünchanged \t{\"a\": 1} ",
    )


if __name__ == "__main__":
    if "--http" in sys.argv:
        server.run("streamable-http", port=int(sys.argv[sys.argv.index("--http") + 1]))
    else:
        server.run("stdio")
