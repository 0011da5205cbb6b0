"""Tells its environment, and asks nothing."""

import json
import os

from wire import requests, send, shake_hands, text

shake_hands()
for message in requests():
    if message.get("method") == "tools/call":
        told = {"env": dict(os.environ), "cwd": os.getcwd()}
        send(id=message["id"], result=text(json.dumps(told)))
