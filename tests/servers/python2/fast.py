"""A server on FastMCP 4, which speaks both eras on one process."""

from fastmcp import Context, FastMCP
from mcp_types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    InputRequiredResult,
    SamplingMessage,
    TextContent,
)

server = FastMCP("fast-4", instructions="For tests.")


def user(text: str) -> SamplingMessage:
    return SamplingMessage(role="user", content=TextContent(type="text", text=text))


@server.tool
async def ask_pushing(question: str, ctx: Context) -> str:
    """Pushes, which only the legacy protocol allows."""
    answer = await ctx.session.create_message(messages=[user(question)], max_tokens=100)
    return answer.content.text


@server.tool
async def ask_returning(question: str, ctx: Context) -> str | InputRequiredResult:
    """Returns its question, which only the modern protocol allows."""
    answers = ctx.input_responses
    if answers:
        return f"{answers['q'].content.text} ({ctx.request_state})"
    params = CreateMessageRequestParams(messages=[user(question)], max_tokens=10)
    return InputRequiredResult(
        input_requests={"q": CreateMessageRequest(params=params)}, request_state="kept"
    )


if __name__ == "__main__":
    server.run(transport="stdio", show_banner=False)
