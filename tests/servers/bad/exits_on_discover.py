"""Does not survive a method that it does not know; speaks the oldest revision otherwise."""

import sys

import wire

first = wire.receive()
if first["method"] == "server/discover":
    sys.exit("unknown method")
info = {"name": "old", "version": "0"}
result = {"protocolVersion": "2024-11-05", "capabilities": {"tools": {}}, "serverInfo": info}
wire.send(id=first["id"], result=result)
for message in wire.requests():
    pass
