"""A server on FastMCP 3: a loop over tools of its own, and questions about a picture and a sound."""

import base64
import io
import math
import struct
import wave
import zlib

from fastmcp import Context, FastMCP
from mcp.types import AudioContent, ImageContent, SamplingMessage, TextContent

server = FastMCP("fast", instructions="For tests.")


def get_weather(city: str, days: int = 1) -> dict:
    """The weather of a place in the next days."""
    return {"city": city, "days": days, "sky": "sun, then showers in the evening"}


def find_trains(start: str, to: str) -> str:
    """Trains between two places."""
    if to == "Sa Pa":
        raise ValueError("there is no station")
    return f"08:02 {start}, 10:40 {to}"


@server.tool
async def plan_trip(day: str, ctx: Context) -> str:
    """Has a model plan a day out with two tools, turn after turn."""
    plan = await ctx.sample(
        f"Plan my {day}",
        system_prompt="Look at the weather, then at the trains, then answer in one sentence.",
        tools=[get_weather, find_trains],
        max_tokens=500,
    )
    return plan.text or ""


def chart(heights: list[int], width: int = 480, height: int = 270) -> str:
    """A bar chart as a PNG."""
    paper, ink = b"\xf5\xf5\xf4", b"\x3a\x3f\xb0"
    bar = width // len(heights)
    rows = b""
    for y in range(height):
        row = b"".join(
            (ink if height - y <= tall else paper) * (bar - 18) + paper * 18 for tall in heights
        )
        rows += b"\0" + row + paper * (width - bar * len(heights))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    png = chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + png).decode()


def tone(seconds: float = 1.0, rate: int = 8000) -> str:
    """A tone that fades, as a WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        count = int(seconds * rate)
        sound.writeframes(
            b"".join(
                struct.pack("<h", int(12000 * (1 - n / count) * math.sin(n * 440 * math.tau / rate)))
                for n in range(count)
            )
        )
    return base64.b64encode(file.getvalue()).decode()


@server.tool
async def read_chart(ctx: Context) -> str:
    """Asks a model what a chart says."""
    picture = ImageContent(type="image", data=chart([60, 120, 95, 180, 150, 210]), mimeType="image/png")
    said = await ctx.sample(
        [
            "What does this chart say?",
            SamplingMessage(role="user", content=picture),
        ],
        max_tokens=100,
    )
    return said.text or ""


@server.tool
async def transcribe(ctx: Context) -> str:
    """Asks a model what is to be heard."""
    question = TextContent(type="text", text="What is to be heard?")
    sound = AudioContent(type="audio", data=tone(), mimeType="audio/wav")
    said = await ctx.sample(
        [SamplingMessage(role="user", content=[question, sound])], max_tokens=100
    )
    return said.text or ""


if __name__ == "__main__":
    server.run(transport="stdio", show_banner=False)
