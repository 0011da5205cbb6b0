"""Asks, and takes its request back."""

from wire import ask, requests, send, shake_hands, text

shake_hands()
call = None
for message in requests():
    if message.get("method") == "tools/call":
        call = message["id"]
        ask("question-1", _meta={"progressToken": "alive"})
    elif message.get("method") == "notifications/progress":
        # We know now that the request is being looked at.
        send(method="notifications/cancelled", params={"requestId": "question-1", "reason": "no patience"})
        send(id="ping-1", method="ping")
    elif message.get("id") == "ping-1":
        send(id=call, result=text("not waiting any more"))
        call = None
    elif message.get("id") == "question-1":
        # Late, whatever it is.
        send(method="notifications/message", params={"level": "error", "data": "a late answer came"})
