"""A server on the official Python SDK 1.x: pushes its requests while a call runs.

With `--http PORT` it listens there (0: anywhere), with `--json` it answers without streams.
"""

import sys

import anyio
from mcp.server.fastmcp import Context, FastMCP
from mcp.types import (
    AudioContent,
    Completion,
    ImageContent,
    ModelHint,
    ModelPreferences,
    SamplingMessage,
    TextContent,
    Tool,
    ToolResultContent,
    ToolUseContent,
)

from pydantic import BaseModel, Field

server = FastMCP("python-1", instructions="For tests.")

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def user(text: str) -> SamplingMessage:
    return SamplingMessage(role="user", content=TextContent(type="text", text=text))


@server.tool()
async def ask(question: str, ctx: Context) -> str:
    """Asks a model, and returns what it said and who it was."""
    answer = await ctx.session.create_message(
        messages=[user(question)],
        max_tokens=100,
        system_prompt="Be brief.",
        temperature=0.1,
        stop_sequences=["END"],
        model_preferences=ModelPreferences(
            hints=[ModelHint(name="haiku")], intelligencePriority=0.5
        ),
        metadata={"purpose": "test"},
    )
    return f"{answer.model} said: {answer.content.text} ({answer.stopReason})"


@server.tool()
async def ask_related(question: str, ctx: Context) -> str:
    """Asks a model on the stream of its own call, where there is one."""
    answer = await ctx.session.create_message(
        messages=[user(question)], max_tokens=100, related_request_id=ctx.request_id
    )
    return answer.content.text


@server.tool()
async def ask_with_image(ctx: Context) -> str:
    """Asks a model about a picture."""
    picture = ImageContent(type="image", data=PIXEL, mimeType="image/png")
    answer = await ctx.session.create_message(
        messages=[user("What is this?"), SamplingMessage(role="user", content=picture)],
        max_tokens=100,
    )
    return answer.content.text


SOUND = "UklGRiQAAABXQVZFZm10IA=="
LOOK = Tool(name="look", description="Looks.", inputSchema={"type": "object"})


def of_kinds(kinds: list[str]) -> list[SamplingMessage]:
    """A message of each kind; of a tool, its use and its result."""
    use = ToolUseContent(type="tool_use", id="u-1", name="look", input={"at": "sea"})
    result = ToolResultContent(
        type="tool_result", toolUseId="u-1", content=[TextContent(type="text", text="fog")]
    )
    of_kind = {
        "text": [user("Look.")],
        "image": [SamplingMessage(role="user", content=ImageContent(type="image", data=PIXEL, mimeType="image/png"))],
        "audio": [SamplingMessage(role="user", content=AudioContent(type="audio", data=SOUND, mimeType="audio/wav"))],
        "tool": [SamplingMessage(role="assistant", content=[use]), SamplingMessage(role="user", content=[result])],
    }
    return [message for kind in kinds for message in of_kind[kind]]


@server.tool()
async def ask_kinds(question: str, kinds: list[str], ctx: Context) -> str:
    """Asks a model with these kinds of content, on the stream of its own call."""
    answer = await ctx.session.create_message(
        messages=[user(question), *of_kinds(kinds)],
        max_tokens=100,
        tools=[LOOK] if "tool" in kinds else None,
        related_request_id=ctx.request_id,
    )
    content = answer.content if isinstance(answer.content, list) else [answer.content]
    return " ".join(block.type for block in content)


@server.tool()
async def ask_many(count: int, ctx: Context) -> str:
    """Asks a model several times at once."""
    said: dict[int, str] = {}

    async def one(number: int) -> None:
        answer = await ctx.session.create_message(messages=[user(str(number))], max_tokens=10)
        said[number] = answer.content.text

    async with anyio.create_task_group() as group:
        for number in range(count):
            group.start_soon(one, number)
    return " ".join(said[number] for number in range(count))


@server.tool()
async def report_progress(ctx: Context) -> str:
    """Reports its progress and writes a log message."""
    await ctx.report_progress(1, 4, "a quarter")
    await ctx.warning("look out")
    return "done"


class Person(BaseModel):
    """What is asked of the person."""

    name: str = Field(min_length=1)
    age: int | None = None


@server.tool()
async def ask_person(ctx: Context) -> str:
    """Asks the person for two things, one of which may be left out."""
    answer = await ctx.elicit("Who are you?", Person)
    return f"{answer.data.name}, age {answer.data.age}" if answer.action == "accept" else answer.action


@server.tool()
async def visit(url: str, ctx: Context) -> str:
    """Has a page visited, and says when the visit is over."""
    answer = await ctx.elicit_url("Please go there.", url, "visit-7")
    if answer.action == "accept":
        await ctx.session.send_elicit_complete("visit-7", related_request_id=ctx.request_id)
    return answer.action


@server.tool()
async def nothing() -> str:
    """Asks nothing."""
    return "nothing"


@server.tool()
async def fail() -> str:
    """Fails by itself."""
    raise ValueError("it broke")


@server.prompt(title="Summary of a day")
async def summary(day: str, ctx: Context) -> str:
    """Asks a model what the day was like, and makes a prompt of it."""
    answer = await ctx.session.create_message(messages=[user(f"How was {day}?")], max_tokens=50)
    return f"Write about a day that was {answer.content.text}."


@server.resource("notes://today", title="Today", mime_type="text/plain")
async def today() -> str:
    """What was noted today."""
    return "Bread, milk."


@server.resource("notes://{day}/{hour}", mime_type="text/plain")
async def notes(day: str, hour: str, ctx: Context) -> str:
    """What was noted at some hour, in a model's words."""
    answer = await ctx.session.create_message(
        messages=[user(f"What of {day} at {hour}?")], max_tokens=50
    )
    return answer.content.text


@server.completion()
async def complete(ref, argument, context) -> Completion | None:
    """Days for `day`; hours that depend on the day for `hour`."""
    days = ["monday", "tuesday", "wednesday"]
    if argument.name == "day":
        return Completion(values=[day for day in days if day.startswith(argument.value)])
    if argument.name == "hour":
        chosen = ((context and context.arguments) or {}).get("day", "some day")
        return Completion(values=[f"{chosen} noon"], total=24, hasMore=True)
    return None


if __name__ == "__main__":
    if "--http" in sys.argv:
        server.settings.port = int(sys.argv[sys.argv.index("--http") + 1])
        server.settings.json_response = "--json" in sys.argv
        server.run("streamable-http")
    else:
        server.run("stdio")
