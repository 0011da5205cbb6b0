"""Prints what is not MCP before, between and after what is."""

from wire import requests, send, shake_hands, text

print("Welcome to garbage 1.0!", flush=True)
print('{"almost": json', flush=True)
shake_hands()
print("[]", flush=True)
for message in requests():
    if message.get("method") == "tools/call":
        print("working on it ...", flush=True)
        send(id=message["id"], result=text("done"))
