"""Ends properly, but leaves a child behind that holds its pipes."""

import subprocess
import sys

from wire import requests, send, shake_hands, text

child = subprocess.Popen(["sleep", "1000"])
shake_hands()
for message in requests():
    if message.get("method") == "tools/call":
        send(id=message["id"], result=text(str(child.pid)))
        if message["params"]["arguments"].get("end"):
            sys.exit(0)
