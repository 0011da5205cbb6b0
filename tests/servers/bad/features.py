"""Has prompts and resources, but no tools: lists in pages that hold for a while, an entry that lacks its URI, and
suggestions that never come."""

from wire import receive, send

PAGES = [("a", 9000), ("b", 1500), ("c", 3000)]


def log(text):
    send(method="notifications/message", params={"level": "info", "data": text})


asked = None
while (message := receive()) is not None:
    method, id = message.get("method"), message.get("id")
    if method == "initialize":
        info = {"name": "features", "version": "0"}
        capabilities = {"prompts": {}, "resources": {}, "completions": {}}
        send(id=id, result={"protocolVersion": "2025-11-25", "capabilities": capabilities, "serverInfo": info})
    elif method == "prompts/list":
        at = int(message["params"].get("cursor", "0"))
        name, ttl = PAGES[at]
        more = {"nextCursor": str(at + 1)} if at + 1 < len(PAGES) else {}
        send(id=id, result={"prompts": [{"name": name}], "ttlMs": ttl, **more})
    elif method == "resources/list":
        send(id=id, result={"resources": [{"uri": "a://1", "name": "one"}, {"name": "none"}]})
    elif method == "completion/complete":
        asked = id
        log("completion asked")
    elif method == "notifications/cancelled" and message["params"]["requestId"] == asked:
        log("completion taken back")
    elif id is not None:
        send(id=id, error={"code": -32601, "message": "Method not found"})
