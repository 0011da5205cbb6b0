"""A modern server that asks in rounds as its call says, SDKs would not let it."""

import json
import sys

from wire import ask, receive, send, text, tool

REVISION = "2026-07-28"


def question(**params):
    block = {"type": "text", "text": "well?"}
    params = {"messages": [{"role": "user", "content": block}], "maxTokens": 10, **params}
    return {"method": "sampling/createMessage", "params": params}


def form(**more):
    schema = {"type": "object", "properties": {"room": {"type": "string", **more}}}
    return {"method": "elicitation/create", "params": {"message": "?", "requestedSchema": schema}}


def page(url):
    params = {"mode": "url", "message": "go there", "url": url}
    return {"method": "elicitation/create", "params": params}


def wants(requests=None, state=None):
    result = {"resultType": "input_required"}
    if requests is not None:
        result["inputRequests"] = requests
    if state is not None:
        result["requestState"] = state
    return result


class Expired(Exception):
    """The state of a round holds no more."""


begun, answered = 0, 0


def expires(how, params):
    """Takes the answers of the first run for too late, those of later ones not."""
    global begun, answered
    if params.get("requestState") is None:
        begun += 1
        number = begun if how == "expires and asks anew" else 1
        block = {"type": "text", "text": f"well, number {number}?"}
        return wants({"q": question(messages=[{"role": "user", "content": block}])}, state=str(begun))
    answered += 1
    if answered == 1:
        raise Expired
    return text(json.dumps(params["inputResponses"]))


def run(params):
    """The result of one call. What comes back in a retry is returned as it came."""
    how = params["arguments"].get("how")
    answers, state = params.get("inputResponses"), params.get("requestState")
    if how == "float":
        return text(json.dumps(answers)) if answers else wants({"q": question(maxTokens=10.0)})
    if how == "bad entry":
        return wants({"good": question(), "bad": question(maxTokens=-1)})
    if how == "odd form":
        return text(json.dumps(answers)) if answers else wants({"q": question(), "odd": form(pattern="x")})
    if how == "forms":
        return text(json.dumps(answers)) if answers else wants({"a": form(), "b": form(), "c": form()})
    if how == "roots":
        return text(json.dumps(answers)) if answers else wants({"r": {"method": "roots/list"}})
    if how == "unknown":
        return wants({"good": question(), "bad": {"method": "tasks/get", "params": {}}})
    if how == "page":
        return text(json.dumps(answers)) if answers else wants({"p": page("https://example.com/")})
    if how == "state":
        want = params["arguments"]["state"]
        return text("same" if state == want else repr(state)) if answers else wants({"q": question()}, state=want)
    if how == "asks":
        count = int(state or 0)
        most = params["arguments"]["rounds"]
        return text(f"{count} rounds") if count == most else wants({"f": form()}, state=str(count + 1))
    if how == "rounds":
        count = int(state or 0)
        most = params["arguments"]["rounds"]
        return text(f"{count} rounds") if count == most else wants({"q": question()}, state=str(count + 1))
    if how == "state only":
        count = int(state or 0)
        return text(f"asked {count} times") if count == 3 else wants(state=str(count + 1))
    if how == "nothing":
        return wants()
    if how == "endless":
        return wants({"q": question()}, state="again")
    if how == "task":
        return {"resultType": "task", "taskId": "1"}
    if how in ("expires", "expires and asks anew"):
        return expires(how, params)
    if how == "leaves":
        return wants({"q": question()})
    if how == "two":
        return text(json.dumps(params)) if answers else wants({"a": question(), "b": question()})
    return text("complete")


while (message := receive()) is not None:
    method, id = message.get("method"), message.get("id")
    if method == "server/discover":
        info = {"io.modelcontextprotocol/serverInfo": {"name": "modern", "version": "0"}}
        send(id=id, result={"supportedVersions": [REVISION], "capabilities": {"tools": {}}, "_meta": info})
        if "--unsolicited" in sys.argv:
            ask("unsolicited")
    elif method == "tools/list":
        send(id=id, result={"tools": [tool("run")]})
    elif method == "tools/call":
        try:
            send(id=id, result=run(message["params"]))
        except Expired:
            data = {"reason": "invalid_request_state"}
            send(id=id, error={"code": -32602, "message": "Invalid or expired requestState", "data": data})
        if message["params"]["arguments"].get("how") == "leaves":
            sys.exit(3)
    elif id == "unsolicited":
        send(method="notifications/message", params={"level": "info", "data": json.dumps(message)})
    elif method == "initialize":
        send(id=id, error={"code": -32022, "message": "no handshake", "data": {"supported": [REVISION]}})
