import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const path = resolve(import.meta.dirname, "../../../src-tauri/tauri.conf.json");
const policy = JSON.parse(readFileSync(path, "utf8")).app.security.csp;

// A journey tries it in the real window; here it is said what it lets in.
test("the page draws and plays only what it holds itself, and asks nobody but the app", () => {
  expect(policy).toEqual({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self' data:",
    "img-src": "data:",
    "media-src": "data:",
    "connect-src": "ipc: http://ipc.localhost",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  });
});
