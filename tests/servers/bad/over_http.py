"""A server over HTTP that does, at each of its paths, what no SDK would let one do."""

import json
import queue
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SESSION = "session-1"
MODERN = "2026-07-28"
SCHEMA = {"type": "object", "properties": {"region": {"type": "string", "x-mcp-header": "Region"}}}
WRONG = {"type": "object", "properties": {"a": {"type": "number", "x-mcp-header": "A"}}}


def note(text):
    """Tells the test, which reads standard error."""
    print(text, file=sys.stderr, flush=True)


def text(text):
    return {"content": [{"type": "text", "text": text}]}


def log(text):
    return {"jsonrpc": "2.0", "method": "notifications/message", "params": {"data": text}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self, status, body, kind="application/json", **headers):
        body = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self, message, result, **headers):
        answer = {"jsonrpc": "2.0", "id": message["id"], "result": result}
        self.body(200, json.dumps(answer), **headers)

    def error(self, message, code, words, data=None):
        error = {"code": code, "message": words, "data": data}
        self.body(400, json.dumps({"jsonrpc": "2.0", "id": message["id"], "error": error}))

    def stream(self):
        """Begins a stream that ends with its connection."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, message, id=None):
        if id is not None:
            self.wfile.write(f"id: {id}\r\n".encode())
        self.wfile.write(f"event: message\r\ndata: {json.dumps(message)}\r\n\r\n".encode())
        self.wfile.flush()

    def do_GET(self):
        last = self.headers.get("Last-Event-ID")
        if self.path == "/resume" and last == "begun":
            self.stream()
            self.event({"jsonrpc": "2.0", "id": self.server.held, "result": text("resumed")}, "done")
        elif self.path == "/beside":
            self.stream()
            self.wfile.write(b"retry: 10\n")
            self.event(log("heard after " + (last or "nothing")), f"{last or ''}i")
            if last == "ii":
                self.hold()
        elif self.path == "/brief":
            note("opened")
            self.stream()
        elif self.path.startswith("/sse"):
            self.older()
        else:
            self.body(405, "")

    def older(self):
        """The one stream of HTTP+SSE (2024-11-05)."""
        self.stream()
        if self.path == "/sse-endless":
            self.pour(b"event: endpoint\ndata: ")
        elif self.path == "/sse-silent":
            self.hold()
        elif self.path == "/sse-ends":
            pass
        else:
            places = {"/sse-elsewhere": "http://127.0.0.1:9/messages?token=hidden"}
            place = places.get(self.path, "/messages?id=1&of=" + self.path)
            self.wfile.write(f"event: endpoint\ndata: {place}\n\n".encode())
            self.wfile.flush()
            while (message := self.server.answers.get()) is not None:
                self.event(message)
            if self.path == "/sse-endless-later":
                self.pour(b"data: ")

    def messages(self, message):
        """What is posted in HTTP+SSE; the answer goes to the stream."""
        method, id = message.get("method"), message.get("id")
        if method == "initialize":
            info = {"name": "older", "version": "0"}
            result = {"protocolVersion": "2024-11-05", "capabilities": {}, "serverInfo": info}
        elif method == "tools/list":
            result = {"tools": [{"name": "run", "inputSchema": SCHEMA}]}
        elif method == "tools/call" and "forget" in message["params"]["arguments"]:
            self.body(404, "no such session", "text/plain")
            return
        elif method == "tools/call" and "end" in message["params"]["arguments"]:
            self.server.answers.put(None)
            result = None
        else:
            result = text(json.dumps({k.lower(): v for k, v in self.headers.items()}))
        if id is not None and result is not None:
            self.server.answers.put({"jsonrpc": "2.0", "id": id, "result": result})
        self.body(202, "Accepted", "text/plain")

    def do_DELETE(self):
        note(f"farewell of {self.headers.get('Mcp-Session-Id')}")
        self.body(200, "")

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        method, path = message.get("method"), self.path
        if path == "/html":
            self.body(200, "<html>Welcome</html>", "text/html; charset=utf-8")
        elif path.startswith("/messages"):
            self.messages(message)
        elif path.startswith("/sse"):
            self.body(405, "")
        elif path == "/nowhere":
            self.body(404, "<html>Not Found</html>", "text/html")
        elif path == "/json":
            self.body(200, '{"hello": "world"}')
        elif path == "/redirect":
            self.body(307, "", Location="http://127.0.0.1:9/else where?token=hidden")
        elif path == "/rejecting" and not self.server.rejected:
            self.server.rejected = True
            data = {"supported": [MODERN], "requested": MODERN}
            self.error(message, -32022, "Unsupported protocol version", data)
        elif path == "/token" and self.headers.get("Authorization") != "Bearer right":
            self.body(401, json.dumps({"error": "no " + self.headers.get("Authorization", "token")}))
        elif method == "server/discover" and path.startswith(("/modern", "/rejecting")):
            self.answer(message, {"supportedVersions": [MODERN], "capabilities": {"tools": {}}})
        elif method == "server/discover":
            self.body(400, "no session", "text/plain")
        elif method == "initialize":
            info = {"name": "http", "version": "0"}
            revision = "2025-03-26" if path == "/batches" else "2025-11-25"
            result = {"protocolVersion": revision, "capabilities": {}, "serverInfo": info}
            self.answer(message, result, Mcp_Session_Id=SESSION)
        elif "id" not in message or method is None:
            note(f"told {method} {json.dumps(message)}")
            self.body(202, "")
        elif self.path == "/gone" and method == "tools/call":
            self.body(404, "Not Found", "text/plain")
        elif method == "tools/list":
            tools = [{"name": "run", "inputSchema": SCHEMA}, {"name": "wrong", "inputSchema": WRONG}]
            self.answer(message, {"tools": tools})
        else:
            self.call(message)

    def call(self, message):
        id = message["id"]
        if self.path == "/resume":
            self.server.held = id
            self.stream()
            self.wfile.write(b"retry: 10\nid: begun\ndata:\n\n")
        elif self.path == "/batches":
            headers = {k.lower(): v for k, v in self.headers.items()}
            answer = {"jsonrpc": "2.0", "id": id, "result": text(json.dumps(headers))}
            batch = [log("first of two"), answer]
            if message["params"]["arguments"].get("streamed"):
                self.stream()
                self.event(batch)
            else:
                self.body(200, json.dumps(batch))
        elif self.path == "/cut":
            self.stream()
            self.event(log("cut"))
        elif self.path == "/endless":
            self.stream()
            self.pour(b"data: ")
        elif self.path == "/endless-body":
            self.close_connection = True
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Connection", "close")
            self.end_headers()
            self.pour(b'{"text": "')
        elif self.path == "/modern-pushes":
            self.stream()
            question = {"role": "user", "content": {"type": "text", "text": "well?"}}
            params = {"messages": [question], "maxTokens": 10}
            self.event({"jsonrpc": "2.0", "id": 1, "method": "sampling/createMessage", "params": params})
            self.hold()
        elif message["params"]["arguments"].get("hold"):
            self.stream()
            note("holding")
            self.hold()
            note("stream closed")
        else:
            self.answer(message, text(json.dumps({k.lower(): v for k, v in self.headers.items()})))

    def pour(self, beginning):
        """Sends one line without end, until nobody reads any more."""
        try:
            self.wfile.write(beginning)
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            note("nobody reads")

    def hold(self):
        """Keeps a stream open until it is closed from the other side."""
        try:
            while True:
                self.wfile.write(b": still here\n\n")
                time.sleep(0.02)
        except OSError:
            pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
server.answers = queue.Queue()
server.rejected = False
note(f"http://127.0.0.1:{server.server_port}")
server.serve_forever()
