import { expect, test } from "vitest";
import type { AppEvent, CallView, Snapshot } from "../ipc/generated";
import { accounts, haiku, make, reviews, server, snapshotOf, sonnet } from "../test/world";
import { apply } from "./apply";

const made = reviews().map(make);
const start: Snapshot = snapshotOf(made);

function call(id: string, running: boolean): CallView {
  return {
    id,
    server: "server-code-review",
    what: { kind: "tool", tool: "review_code", arguments: {} },
    signed: 0,
    started_at: 0,
    state: running ? { name: "running" } : { name: "cancelled" },
  };
}

test("reset replaces everything", () => {
  const other = snapshotOf([]);
  expect(apply(start, { kind: "reset", snapshot: other })).toBe(other);
});

test("storage changes alone", () => {
  const after = apply(start, { kind: "storage", storage: { kind: "session_only" } });
  expect(after).toEqual({ ...start, storage: { kind: "session_only" } });
});

test("servers and accounts are added, changed and kept by name", () => {
  const added = apply(start, { kind: "server", server: server("a first one") });
  expect(added.servers.map((one) => one.settings.name)).toEqual(["a first one", "code-review"]);
  const changed = apply(added, {
    kind: "server",
    server: server("code-review", { changed: true }),
  });
  expect(changed.servers.map((one) => one.changed)).toEqual([false, true]);
  const removed = apply(changed, { kind: "server_removed", id: "server-a first one" });
  expect(removed.servers).toEqual([changed.servers[1]]);

  const [first, second] = accounts;
  if (!first || !second) throw new Error("the world has two accounts");
  const renamed = { ...second, account: { ...second.account, name: "A" } };
  const after = apply(start, { kind: "account", account: renamed });
  expect(after.accounts).toEqual([renamed, first]);
  expect(apply(after, { kind: "account_removed", id: first.account.id }).accounts).toEqual([
    renamed,
  ]);
});

test("an open exchange is put in its place, a closed one leaves", () => {
  const [first, second] = start.open;
  if (!first || !second) throw new Error("the world has two reviews");
  const moved = { ...first, state: { name: "generating" as const } };
  const after = apply(start, { kind: "exchange", exchange: moved });
  expect(after.open).toEqual([moved, second]);
  for (const state of [
    { name: "released" as const },
    { name: "refused" as const, gate: "prompt" as const, by: { kind: "person" as const } },
    { name: "failed" as const, fault: { code: "internal" as const, message: "" } },
    { name: "withdrawn" as const, why: "server_gone" as const },
  ]) {
    expect(apply(after, { kind: "exchange", exchange: { ...moved, state } }).open).toEqual([
      second,
    ]);
  }
});

test("grants and rules come and go", () => {
  const grant = { server: "s", identity: "i", models: [sonnet], place: "anywhere" as const, at: 0 };
  const granted = apply(start, { kind: "grant", grant });
  const changed = apply(granted, { kind: "grant", grant: { ...grant, models: [haiku] } });
  expect(changed.grants).toEqual([{ ...grant, models: [haiku] }]);
  expect(apply(changed, { kind: "grant_removed", server: "s" }).grants).toEqual([]);
  const rule = { id: "r", server: "s", identity: "i", model: sonnet, at: 0 };
  const ruled = apply(start, { kind: "rule", rule });
  expect(ruled.rules).toEqual([rule]);
  expect(apply(ruled, { kind: "rule_removed", id: "r" }).rules).toEqual([]);
});

test("of ended calls the newest fifty are kept, of running ones all", () => {
  let after = apply(start, { kind: "call", call: call("running", true) });
  for (let at = 0; at < 60; at += 1) {
    after = apply(after, { kind: "call", call: call(`ended ${at}`, false) });
  }
  expect(after.calls).toHaveLength(50);
  expect(after.calls[0]?.id).toBe("running");
  expect(after.calls.at(-1)?.id).toBe("ended 59");
});

test("deltas and log lines do not make a new snapshot", () => {
  const events: AppEvent[] = [
    { kind: "delta", exchange: "e", seq: 1, text: "x" },
    { kind: "log", server: "s", lines: [] },
  ];
  for (const event of events) expect(apply(start, event)).toBe(start);
});
