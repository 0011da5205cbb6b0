"""Answers its call although its request still waits."""

from wire import ask, requests, send, shake_hands, text

shake_hands()
call = None
for message in requests():
    if message.get("method") == "tools/call":
        call = message["id"]
        ask(1, _meta={"progressToken": 7})
    elif message.get("method") == "notifications/progress" and call is not None:
        send(id=call, result=text("never mind"))
        call = None
