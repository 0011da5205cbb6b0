"""Answers with a single line of 20 MB."""

from wire import requests, send, shake_hands, text

shake_hands()
for message in requests():
    if message.get("method") == "tools/call":
        send(id=message["id"], result=text("x" * 20_000_000))
