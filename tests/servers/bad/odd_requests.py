"""Asks what its call says, and returns the answer as it came."""

import json

from wire import ask, requests, send, shake_hands, text

shake_hands()
call = None
for message in requests():
    if message.get("method") == "tools/call":
        call = message["id"]
        params = message["params"]["arguments"]
        if "bytes" in params:
            block = {"type": "text", "text": "x" * params["bytes"]}
            params = {"messages": [{"role": "user", "content": block}]}
        ask(1, params)
    elif message.get("id") == 1:
        send(id=call, result=text(json.dumps(message)))
