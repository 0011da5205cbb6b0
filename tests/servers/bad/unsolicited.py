"""Asks although nothing was called, and tells how it was answered when it is."""

import json

from wire import ask, requests, send, shake_hands, text

shake_hands()
ask(1)
answer = call = None
for message in requests():
    if message.get("method") == "tools/call":
        call = message["id"]
    elif message.get("id") == 1:
        answer = message
    if call is not None and answer is not None:
        send(id=call, result=text(json.dumps(answer)))
        call = None
