"""Writes to standard error without end, one line of a megabyte among it."""

import sys
import threading

from wire import requests, send, shake_hands, text


def flood():
    sys.stderr.write("x" * 1_000_000 + "\n")
    while True:
        sys.stderr.write("noise\n" * 100)


threading.Thread(target=flood, daemon=True).start()
shake_hands()
for message in requests():
    if message.get("method") == "tools/call":
        send(id=message["id"], result=text("done"))
