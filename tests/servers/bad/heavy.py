"""Asks with eight megabytes of text, one line without end and many lines, and for more tokens than there are. Keeps
what it asks and what it gets as files."""

from pathlib import Path

from wire import ask, requests, send, shake_hands, text

HALF = 4_000_000
LINE = "Line {} of a text that is long. Một dòng, 한 줄, 一行, 👋 and \\ and \"quotes\".\n"

long_line = "word " * (HALF // 5)
lines = "".join(LINE.format(number) for number in range(1, HALF // 95))
lines += "x" * (HALF - len(lines.encode()) - 26) + "\nThis is the very last line."

shake_hands()
call = None
for message in requests(("weigh",)):
    if message.get("method") == "tools/call":
        call = message["id"]
        asked = [long_line, lines]
        for number, part in enumerate(asked, 1):
            Path(f"asked-{number}").write_bytes(part.encode())
        blocks = [{"type": "text", "text": part} for part in asked]
        messages = [{"role": "user", "content": block} for block in blocks]
        ask(1, {"messages": messages, "maxTokens": 10_000_000})
    elif message.get("id") == 1:
        returned = message["result"]["content"]["text"].encode()
        Path("returned").write_bytes(returned)
        send(id=call, result=text(f"{len(returned)} bytes came back"))
