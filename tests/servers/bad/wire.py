"""Lines of JSON in and out, for servers that no SDK would let one write."""

import json
import sys
from threading import Lock

writing = Lock()


def send(**message):
    with writing:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()


def receive():
    """The next message, or None when there is no more."""
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def shake_hands(revision="2025-11-25"):
    """Answers until the legacy handshake is over."""
    while (message := receive()) is not None:
        if message.get("method") == "server/discover":
            send(id=message["id"], error={"code": -32601, "message": "Method not found"})
        elif message.get("method") == "initialize":
            info = {"name": "bad", "version": "0"}
            result = {"protocolVersion": revision, "capabilities": {"tools": {}}, "serverInfo": info}
            send(id=message["id"], result=result)
        elif message.get("method") == "notifications/initialized":
            return
    sys.exit(0)


def tool(name):
    return {"name": name, "inputSchema": {"type": "object"}}


def requests(names=("run",)):
    """Lists these tools and yields every other message."""
    while (message := receive()) is not None:
        if message.get("method") == "tools/list":
            send(id=message["id"], result={"tools": [tool(name) for name in names]})
        else:
            yield message


def text(text):
    return {"content": [{"type": "text", "text": text}]}


def ask(id, params=None, **more):
    """Pushes a request for a completion."""
    question = {"role": "user", "content": {"type": "text", "text": "well?"}}
    params = {"messages": [question], "maxTokens": 10, **(params or {}), **more}
    send(id=id, method="sampling/createMessage", params=params)
