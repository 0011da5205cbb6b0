"""Ends neither at the end of its input nor at a SIGTERM, and leaves a child that does not either."""

import os
import signal
import subprocess
import sys
import time

signal.signal(signal.SIGTERM, signal.SIG_IGN)

if sys.argv[1:] == ["child"]:
    while True:
        time.sleep(1000)

from wire import requests, send, shake_hands, text

child = subprocess.Popen([sys.executable, __file__, "child"])
shake_hands()
for message in requests():
    if message.get("method") == "tools/call":
        send(id=message["id"], result=text(f"{os.getpid()} {child.pid}"))
while True:
    time.sleep(1000)
