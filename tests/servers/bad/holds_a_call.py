"""Tells of each call that it was given, and never answers it unless it was cancelled."""

from wire import requests, send, shake_hands, text

shake_hands()
cancelled = []
for message in requests():
    if message.get("method") == "tools/call":
        if message["params"]["arguments"].get("report"):
            send(id=message["id"], result=text(str(len(cancelled))))
        else:
            send(method="notifications/message", params={"level": "info", "data": "holding"})
    elif message.get("method") == "notifications/cancelled":
        cancelled.append(message["params"]["requestId"])
