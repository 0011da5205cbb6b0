"""Sends several messages in one line, as only revision 2025-03-26 allows."""

import json
import sys

from wire import requests, shake_hands, text

shake_hands("2025-03-26")
for message in requests():
    if message.get("method") == "tools/call":
        log = {"method": "notifications/message", "params": {"level": "info", "data": "first of two"}}
        answer = {"id": message["id"], "result": text("second of two")}
        batch = [{"jsonrpc": "2.0", **part} for part in (log, answer)]
        sys.stdout.write(json.dumps(batch) + "\n")
        sys.stdout.flush()
