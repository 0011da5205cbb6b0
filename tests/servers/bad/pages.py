"""Lists its tools in pages, one of them without a name, and more of them after a call."""

from wire import receive, send, shake_hands, text, tool

shake_hands()
names = ["a", "b", "c"]
while (message := receive()) is not None:
    if message.get("method") == "tools/list":
        at = int(message["params"].get("cursor", 0))
        listed = [tool(names[at]), {"inputSchema": {"type": "object"}}]
        more = {"nextCursor": str(at + 1)} if at + 1 < len(names) else {}
        send(id=message["id"], result={"tools": listed, **more})
    elif message.get("method") == "tools/call":
        names.append("d")
        send(method="notifications/tools/list_changed")
        send(id=message["id"], result=text("there is a new one"))
