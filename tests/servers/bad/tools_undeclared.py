"""Asks with tools whatever it was told, in both eras, and returns what it was told and the error that it got."""

import json

from wire import ask, receive, send, text, tool

REVISION = "2026-07-28"
TOOLS = [tool("look")]

capabilities = call = None
while (message := receive()) is not None:
    method, id = message.get("method"), message.get("id")
    params = message.get("params") or {}
    if method == "server/discover":
        info = {"io.modelcontextprotocol/serverInfo": {"name": "tools", "version": "0"}}
        send(id=id, result={"supportedVersions": [REVISION], "capabilities": {"tools": {}}, "_meta": info})
    elif method == "initialize":
        capabilities = params["capabilities"]
        info = {"name": "tools", "version": "0"}
        send(id=id, result={"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": info})
    elif method == "tools/list":
        send(id=id, result={"tools": [tool("ask")]})
    elif method == "tools/call" and capabilities is None:
        block = {"type": "text", "text": "well?"}
        question = {"messages": [{"role": "user", "content": block}], "maxTokens": 10, "tools": TOOLS}
        entry = {"method": "sampling/createMessage", "params": question}
        send(id=id, result={"resultType": "input_required", "inputRequests": {"q": entry}})
    elif method == "tools/call":
        call = id
        ask("q", tools=TOOLS)
    elif id == "q":
        send(id=call, result=text(json.dumps({"capabilities": capabilities, "error": message.get("error")})))
