import { expect, test } from "vitest";
import type { ServerSettings } from "../../ipc/generated";
import { blank, draftOf, needsConsent, problemsOf, settingsOf } from "./draft";
import { joined } from "./joined";

const program: ServerSettings = {
  name: "notes",
  launch: {
    kind: "program",
    command: "uvx",
    args: ["notes", "--root=/srv/my notes"],
    env: [{ name: "TOKEN" }],
    cwd: "/srv",
  },
  protocol: "legacy",
  sampling: false,
  elicitation: false,
  roots: ["/srv/my notes"],
  sampling_tools: false,
  log_level: "warning",
};

const remote: ServerSettings = {
  name: "far",
  launch: { kind: "remote", url: "https://example.com/mcp", headers: [{ name: "Authorization" }] },
  protocol: "auto",
  sampling: true,
  elicitation: true,
  sampling_tools: true,
};

test.each([program, remote])("settings not touched are saved as they were, values kept", (as) => {
  expect(settingsOf(draftOf(as))).toEqual(as);
});

test("a server at a URL needs one that can be asked, and is named after its host", () => {
  const draft = { ...blank, kind: "remote" as const };
  expect(problemsOf(draft)).toEqual(["name", "url"]);
  expect(problemsOf({ ...draft, url: "example.com" })).toEqual(["name", "url"]);
  const told = { ...draft, url: " http://localhost:8000/mcp " };
  expect(problemsOf(told)).toEqual([]);
  expect(settingsOf(told)).toMatchObject({
    name: "localhost:8000",
    launch: { kind: "remote", url: "http://localhost:8000/mcp", headers: [] },
  });
});

test("another URL, header or value is asked about before it is kept, and nothing else", () => {
  const change = (launch: object) => ({ ...remote, launch: { ...remote.launch, ...launch } });
  expect(needsConsent(change({ url: "https://example.com/other" }), remote)).toBe(true);
  expect(needsConsent(change({ headers: [] }), remote)).toBe(true);
  const entered = { name: "Authorization", value: "Bearer new" };
  expect(needsConsent(change({ headers: [entered] }), remote)).toBe(true);
  expect(needsConsent({ ...remote, name: "other" }, remote)).toBe(false);
  expect(needsConsent(remote, program)).toBe(true);
  expect(needsConsent(program, remote)).toBe(true);
});

test("a value is sent only when it was entered", () => {
  const draft = draftOf(program);
  const replaced = { ...draft, env: draft.env.map((one) => ({ ...one, value: "new" })) };
  expect(settingsOf(replaced).launch).toMatchObject({ env: [{ name: "TOKEN", value: "new" }] });
});

test("variables before the command join the list, and win over it", () => {
  const draft = { ...draftOf(program), line: "TOKEN=a MODE=b uvx notes" };
  expect(settingsOf(draft).launch).toMatchObject({
    command: "uvx",
    args: ["notes"],
    env: [
      { name: "TOKEN", value: "a" },
      { name: "MODE", value: "b" },
    ],
  });
});

test("a new program needs a command, and is named after it unless told", () => {
  expect(problemsOf(blank)).toEqual(["name", "line"]);
  expect(problemsOf({ ...blank, line: "npx 'a" })).toEqual(["name", "quote"]);
  const draft = { ...blank, line: "npx -y @example/notes-server" };
  expect(problemsOf(draft)).toEqual([]);
  expect(settingsOf(draft).name).toBe("notes-server");
});

test("variables need names that can be set, once each", () => {
  const env = (names: string[]) =>
    names.map((name, key) => ({ key, name, value: "", known: false }));
  const draft = { ...blank, line: "npx a" };
  expect(problemsOf({ ...draft, env: env(["A", "B"]) })).toEqual([]);
  expect(problemsOf({ ...draft, env: env([""]) })).toEqual(["secretName"]);
  expect(problemsOf({ ...draft, env: env(["A=B"]) })).toEqual(["secretName"]);
  expect(problemsOf({ ...draft, env: env(["A", " A"]) })).toEqual(["secretTwice"]);
});

test.each<[string, (launch: Extract<ServerSettings["launch"], { kind: "program" }>) => object]>([
  ["command", () => ({ command: "npx" })],
  ["arguments", () => ({ args: ["notes"] })],
  ["folder", () => ({ cwd: "/tmp" })],
  ["variable", () => ({ env: [{ name: "OTHER" }] })],
  ["value", () => ({ env: [{ name: "TOKEN", value: "x" }] })],
])("another %s is asked about before it is kept", (_, change) => {
  if (program.launch.kind !== "program") throw new Error("a program");
  const next = { ...program, launch: { ...program.launch, ...change(program.launch) } };
  expect(needsConsent(next, program)).toBe(true);
});

test("what is run as before is not asked about again", () => {
  expect(needsConsent({ ...program, name: "other", protocol: "auto" }, program)).toBe(false);
  expect(needsConsent(program, null)).toBe(true);
  expect(needsConsent({ ...program, launch: { kind: "demo" } }, null)).toBe(false);
});

test("lines heard of while the log was asked for are neither lost nor said twice", () => {
  const line = (text: string) => ({ at: 1, source: "stderr" as const, text });
  const [a, b, c, d] = [line("a"), line("b"), line("c"), line("d")];
  expect(joined([a, b], [])).toEqual([a, b]);
  expect(joined([a, b], [c])).toEqual([a, b, c]);
  expect(joined([a, b, c], [b, c, d])).toEqual([a, b, c, d]);
  expect(joined([], [a])).toEqual([a]);
});
