"""Pushes questions to the person that no SDK would let one push, and tells what came back."""

import json

from wire import requests, send, shake_hands, text

shake_hands()
# Each question has an id of its own: the answer to one of a call that was cancelled may come late.
call, how, question = None, {}, None

for message in requests():
    if message.get("method") == "tools/call":
        call, how = message["id"], message["params"]["arguments"]
        question = f"q-{call}"
        alive = {"_meta": {"progressToken": 1}} if "withdraw" in how or "leave" in how else {}
        send(id=question, method="elicitation/create", params={**how["params"], **alive})
    elif message.get("method") == "notifications/progress" and call is not None:
        # We know now that the question is being looked at.
        if "withdraw" in how:
            send(method="notifications/cancelled", params={"requestId": question, "reason": "never mind"})
        send(id=call, result=text("not waiting any more"))
        call = None
    elif message.get("id") == question and call is not None:
        send(id=call, result=text(json.dumps(message.get("result", message.get("error")))))
        call = None
