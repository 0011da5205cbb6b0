"""Stands between a client and a server on standard input and output, and writes down what passes.

    recorder.py FILE REVISION COMMAND...

Each line of FILE is `{"from": "client" | "server", "message": …}`, written before the message is
passed on. The client's `initialize` offers REVISION instead of what it offered, so that a server on a
newer SDK answers with an older revision; what is written down is what the client said.
"""

import json
import subprocess
import sys
import threading

file, revision, *command = sys.argv[1:]
record = open(file, "w", encoding="utf-8")
lock = threading.Lock()
server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def note(side, line):
    with lock:
        record.write(json.dumps({"from": side, "message": json.loads(line)}, ensure_ascii=False) + "\n")
        record.flush()


def answers():
    for line in server.stdout:
        note("server", line)
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


reading = threading.Thread(target=answers)
reading.start()
for line in sys.stdin.buffer:
    note("client", line)
    message = json.loads(line)
    if message.get("method") == "initialize":
        message["params"]["protocolVersion"] = revision
        line = json.dumps(message).encode() + b"\n"
    server.stdin.write(line)
    server.stdin.flush()
server.stdin.close()
server.wait()
reading.join()
