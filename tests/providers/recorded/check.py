"""Holds the recordings against the providers' own Python clients.

    python3 -m venv /tmp/sdks && /tmp/sdks/bin/pip install -r ../schemas/requirements.txt openai
    /tmp/sdks/bin/python check.py

Each recording is sent by a server on this machine to the client of its provider, which must hear in
it what our own tests hear; and each event of it must be of a type that the client knows, with no
field that it does not know. What we put in on purpose, to be ignored, is listed here.
"""

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import anthropic
import ollama
import openai
from google import genai
from pydantic import BaseModel, TypeAdapter

HERE = Path(__file__).parent
TEXT = 'Xin chào! "안녕"\n你好 👋🎉'
TOOLS = [("get_weather", {"city": "Hà Nội"}), ("get_time", {})]
ON_PURPOSE = {
    "anthropic-text.sse: an event called something_new",
    "openai-text.sse: choices.delta.reasoning_content",
    # Sent by the servers, and not in the clients' types.
    "ollama-tool.ndjson: message.tool_calls.function.index",
    "ollama-tool.ndjson: message.tool_calls.id",
    "responses-text.sse: response.store",
    "responses-tool.sse: response.store",
}


class Server(BaseHTTPRequestHandler):
    """Answers everything with one recording."""

    recording = b""
    kind = ""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-type", self.kind)
        self.send_header("content-length", str(len(self.recording)))
        self.end_headers()
        self.wfile.write(self.recording)

    def log_message(self, *_):
        pass


def by_anthropic(url):
    client = anthropic.Anthropic(base_url=url, api_key="k")
    ask = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
    with client.messages.stream(**ask) as stream:
        message = stream.get_final_message()
    texts = [block.text for block in message.content if block.type == "text"]
    tools = [(block.name, block.input) for block in message.content if block.type == "tool_use"]
    return "".join(texts), tools, message.usage.output_tokens


def by_chat(url):
    client = openai.OpenAI(base_url=url, api_key="k")
    ask = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
    with client.chat.completions.stream(**ask, stream_options={"include_usage": True}) as stream:
        answer = stream.get_final_completion()
    message = answer.choices[0].message
    calls = [call.function for call in message.tool_calls or []]
    tools = [(call.name, json.loads(call.arguments)) for call in calls]
    return message.content, tools, answer.usage.completion_tokens


def by_responses(url):
    client = openai.OpenAI(base_url=url, api_key="k")
    with client.responses.stream(model="m", input="Hi") as stream:
        answer = stream.get_final_response()
    calls = [item for item in answer.output if item.type == "function_call"]
    tools = [(call.name, json.loads(call.arguments)) for call in calls]
    return answer.output_text, tools, answer.usage.output_tokens


def by_gemini(url):
    client = genai.Client(api_key="k", http_options={"base_url": url})
    parts, counts = [], None
    for chunk in client.models.generate_content_stream(model="m", contents="Hi"):
        parts += chunk.candidates[0].content.parts
        counts = chunk.usage_metadata
    texts = [part.text for part in parts if part.text and not part.thought]
    tools = [(part.function_call.name, part.function_call.args) for part in parts if part.function_call]
    return "".join(texts), tools, counts.candidates_token_count + counts.thoughts_token_count


def by_ollama(url):
    texts, tools, written = [], [], None
    ask = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
    for line in ollama.Client(host=url).chat(**ask, stream=True):
        texts.append(line.message.content or "")
        calls = [call.function for call in line.message.tool_calls or []]
        tools += [(call.name, dict(call.arguments)) for call in calls]
        written = line.eval_count
    return "".join(texts), tools, written


CLIENTS = {
    "anthropic": (by_anthropic, anthropic.types.RawMessageStreamEvent),
    "openai": (by_chat, openai.types.chat.ChatCompletionChunk),
    "responses": (by_responses, openai.types.responses.ResponseStreamEvent),
    "gemini": (by_gemini, genai.types.GenerateContentResponse),
    "ollama": (by_ollama, ollama.ChatResponse),
}


def events(name, recording):
    """The events of a recording, as JSON."""
    lines = recording.decode().splitlines()
    if name.endswith(".sse"):
        lines = [line.removeprefix("data:").strip() for line in lines if line.startswith("data:")]
    return [json.loads(line) for line in lines if line and line != "[DONE]"]


def unknown(sent, read, path=""):
    """The fields of what was sent that the client's types have no place for."""
    if isinstance(read, BaseModel):
        fields = {}
        for field, of in type(read).model_fields.items():
            fields[of.alias or field] = fields[field] = getattr(read, field)
        for key, value in sent.items():
            place = f"{path}.{key}".lstrip(".")
            camel = re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), key)
            if camel not in fields:
                yield place
            else:
                yield from unknown(value, fields[camel], place)
    elif isinstance(sent, list):
        for one, other in zip(sent, read or []):
            yield from unknown(one, other, path)


def check(name, port):
    Server.recording = (HERE / name).read_bytes()
    Server.kind = "text/event-stream" if name.endswith(".sse") else "application/x-ndjson"
    listen, event = CLIENTS[name.split("-")[0]]
    text, tools, written = listen(f"http://127.0.0.1:{port}")
    expected = (TEXT, []) if "text" in name else ("Let me check.", TOOLS)
    if (text, tools) != expected:
        yield f"{name}: heard {text!r} and {tools}"
    if written != (89 if name == "anthropic-tool.sse" else 42):
        yield f"{name}: counted {written}"
    adapter = TypeAdapter(event)
    for sent in events(name, Server.recording):
        kind = sent.get("type")
        if kind and f'"{kind}"' not in json.dumps(adapter.json_schema()):
            # Anthropic's client leaves its pings out of its types.
            if kind != "ping":
                yield f"{name}: an event called {kind}"
            continue
        try:
            read = adapter.validate_python(sent)
        except ValueError as error:
            yield f"{name}: {error}"
            continue
        yield from (f"{name}: {field}" for field in unknown(sent, read))


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = sorted(path.name for path in HERE.iterdir() if path.suffix in (".sse", ".ndjson"))
    found = {problem for name in names for problem in check(name, server.server_port)}
    for problem in sorted(found ^ ON_PURPOSE):
        print(problem if problem in found else f"Not met any more: {problem}")
    print(f"{len(names)} recordings, {len(found - ON_PURPOSE)} problems")
    sys.exit(found != ON_PURPOSE)


if __name__ == "__main__":
    main()
