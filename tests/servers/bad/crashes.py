"""Asks, and crashes while the request waits."""

import os
import signal

from wire import ask, requests, shake_hands

shake_hands()
for message in requests():
    if message.get("method") == "tools/call":
        ask(1, _meta={"progressToken": 7})
    elif message.get("method") == "notifications/progress":
        os.kill(os.getpid(), signal.SIGKILL)
