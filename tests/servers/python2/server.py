"""A server on the official Python SDK 2.x, which speaks both eras on one process.

With `--http PORT` it listens there (0: anywhere).
"""

import time
import sys
from typing import Annotated, Literal

from mcp.server.elicitation import AcceptedElicitation, CancelledElicitation, DeclinedElicitation
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.resolve import Elicit, ListRoots, Resolve, Sample
from mcp.server.request_state import RequestStateSecurity
from mcp.server.mcpserver.resources import TextResource
from mcp_types import (
    AudioContent,
    Completion,
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    ImageContent,
    InputRequiredResult,
    ListRootsResult,
    SamplingMessage,
    TextContent,
    Tool,
    ToolResultContent,
    ToolUseContent,
)

from pydantic import BaseModel, Field

if "--slow" in sys.argv:
    # As slow to start as a package that is downloaded first.
    time.sleep(float(sys.argv[sys.argv.index("--slow") + 1]))

# For how many seconds the state of a round holds.
ttl = float(sys.argv[sys.argv.index("--ttl") + 1]) if "--ttl" in sys.argv else 600.0
server = MCPServer(
    "python-2",
    instructions="For tests.",
    request_state_security=RequestStateSecurity.ephemeral(ttl=ttl),
)


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


class Trip(BaseModel):
    """What is asked of the person."""

    city: str = Field(description="Where to")
    days: int = Field(default=3, ge=1, le=30)
    seat: Literal["window", "aisle"] = "window"
    mail: str | None = None


def trip() -> Elicit[Trip]:
    return Elicit("Where do you want to go?", Trip)


def folders() -> ListRoots:
    return ListRoots()


Outcome = AcceptedElicitation[Trip] | DeclinedElicitation | CancelledElicitation


@server.tool()
async def plan(
    question: str,
    one: Annotated[CreateMessageResult, Resolve(first)],
    other: Annotated[CreateMessageResult, Resolve(second)],
    where: Annotated[Outcome, Resolve(trip)],
) -> str:
    """Asks two things of a model and one of the person, in one round."""
    to = f"{where.data.city} {where.data.days}" if where.action == "accept" else where.action
    return f"{one.content.text} + {other.content.text} + {to}"


@server.tool()
async def where(it: Annotated[Outcome, Resolve(trip)]) -> str:
    """Asks the person only, in whichever way the protocol has."""
    return f"{it.action} {it.data.model_dump_json()}" if it.action == "accept" else it.action


@server.tool()
async def roots(told: Annotated[ListRootsResult, Resolve(folders)]) -> str:
    """Asks for the folders."""
    return " ".join(str(root.uri) for root in told.roots) or "none"


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


def asking(key: str, question: str, state: str) -> InputRequiredResult:
    params = CreateMessageRequestParams(messages=[user(question)], max_tokens=50)
    return InputRequiredResult(
        input_requests={key: CreateMessageRequest(params=params)}, request_state=state
    )


@server.prompt(title="Summary of a day")
async def summary(day: str, ctx: Context) -> str | InputRequiredResult:
    """Asks a model what the day was like, and makes a prompt of it."""
    if not ctx.input_responses:
        return asking("day", f"How was {day}?", f"day {day}")
    answer = ctx.input_responses["day"]
    return f"Write about a day that was {answer.content.text} ({ctx.request_state})."


@server.resource("notes://today", title="Today", mime_type="text/plain")
async def today() -> str:
    """What was noted today."""
    return "Bread, milk."


@server.resource("notes://{day}/{hour}", mime_type="text/plain")
async def notes(day: str, hour: str, ctx: Context) -> str | InputRequiredResult:
    """What was noted at some hour, in a model's words."""
    if not ctx.input_responses:
        return asking("hour", f"What of {day} at {hour}?", f"hour {hour}")
    return ctx.input_responses["hour"].content.text


@server.completion()
async def complete(ref, argument, context) -> Completion | None:
    """Days for `day`; hours that depend on the day for `hour`."""
    days = ["monday", "tuesday", "wednesday"]
    if argument.name == "day":
        return Completion(values=[day for day in days if day.startswith(argument.value)])
    if argument.name == "hour":
        chosen = ((context and context.arguments) or {}).get("day", "some day")
        return Completion(values=[f"{chosen} noon"], total=24, has_more=True)
    return None


@server.tool()
async def complain(ctx: Context) -> str:
    """Writes log messages of two levels."""
    await ctx.info("all is well")
    await ctx.error("it hurts")
    return "complained"


@server.tool()
async def note(text: str, ctx: Context) -> str:
    """Notes something, so that the notes of today and the list of resources change."""
    server.add_resource(TextResource(uri=f"notes://{text}", name=text, text=text))
    await ctx.notify_resources_changed()
    await ctx.notify_resource_updated("notes://today")
    return "noted"


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SOUND = "UklGRiQAAABXQVZFZm10IA=="
LOOK = Tool(name="look", description="Looks.", input_schema={"type": "object"})


def of_kinds(kinds: list[str]) -> list[SamplingMessage]:
    """A message of each kind; of a tool, its use and its result."""
    use = ToolUseContent(id="u-1", name="look", input={"at": "sea"})
    result = ToolResultContent(tool_use_id="u-1", content=[TextContent(text="fog")])
    of_kind = {
        "text": [user("Look.")],
        "image": [SamplingMessage(role="user", content=ImageContent(data=PIXEL, mime_type="image/png"))],
        "audio": [SamplingMessage(role="user", content=AudioContent(data=SOUND, mime_type="audio/wav"))],
        "tool": [SamplingMessage(role="assistant", content=[use]), SamplingMessage(role="user", content=[result])],
    }
    return [message for kind in kinds for message in of_kind[kind]]


@server.tool()
async def ask_kinds(question: str, kinds: list[str], ctx: Context) -> str | InputRequiredResult:
    """Returns its question with these kinds of content."""
    if ctx.input_responses:
        content = ctx.input_responses["q"].content
        return " ".join(block.type for block in (content if isinstance(content, list) else [content]))
    params = CreateMessageRequestParams(
        messages=[user(question), *of_kinds(kinds)],
        max_tokens=100,
        tools=[LOOK] if "tool" in kinds else None,
    )
    return InputRequiredResult(input_requests={"q": CreateMessageRequest(params=params)}, request_state="here")


@server.tool()
async def nothing() -> str:
    """Asks nothing."""
    return "nothing"


if __name__ == "__main__":
    if "--http" in sys.argv:
        server.run("streamable-http", port=int(sys.argv[sys.argv.index("--http") + 1]))
    else:
        server.run("stdio")
