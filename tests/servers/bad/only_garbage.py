"""A program that is no MCP server."""

import sys

print("Usage: frobnicate FILE", flush=True)
sys.stdin.read()
