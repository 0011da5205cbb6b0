"""Asks what its call says, and returns the answer as it came."""

import base64
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
        if "picture" in params:
            whole = b"\x89PNG\r\n\x1a\n" + bytes(params["picture"] - 8)
            data = base64.b64encode(whole).decode()
            block = {"type": "image", "data": data, "mimeType": "image/png"}
            params = {"messages": [{"role": "user", "content": block}]}
        ask(1, params)
    elif message.get("id") == 1:
        send(id=call, result=text(json.dumps(message)))
