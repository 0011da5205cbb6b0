import { expect, test } from "vitest";
import type { Grant } from "../../ipc/generated";
import { accounts, haiku, LOCAL, qwen, sonnet } from "../../test/world";
import {
  type Access,
  accessOf,
  cellOf,
  isNothing,
  type Line,
  linesOf,
  NONE,
  switched,
} from "./matrix";

const [cloud, local] = accounts;
if (!cloud || !local) throw new Error("the world has two accounts");
const grant: Grant = {
  server: "s",
  identity: "i",
  models: [sonnet, haiku],
  place: "anywhere",
  default: haiku,
  at: 0,
};
const model = (of: typeof sonnet): Line => ({
  kind: "model",
  view: of.account === LOCAL ? local : cloud,
  model: of,
});

test("the lines are the place, then each account with its models, those in use first", () => {
  const lines = linesOf(accounts, [grant], "");
  expect(lines.map((line) => (line.kind === "model" ? line.model.model : line.kind))).toEqual([
    "here",
    "account",
    "claude-sonnet-5-5",
    "claude-haiku-5-5",
    "claude-opus-5-5",
    "account",
    qwen.model,
    "gemma3:12b",
  ]);
});

test("words narrow it to what they are found in", () => {
  const lines = linesOf(accounts, [grant], "QWEN");
  expect(lines.map((line) => line.kind)).toEqual(["account", "model"]);
});

test("a long account says how many of its models are not shown", () => {
  const many = Array.from({ length: 300 }, (_, at) => ({ id: `m${at}` }));
  const view = { ...cloud, state: { name: "ready" as const, models: many, at: 0 } };
  const lines = linesOf([view], [], "");
  const head = lines.find((line) => line.kind === "account");
  expect(head?.kind === "account" && head.hidden + lines.length - 2).toBe(300);
});

test("a model, an account and the place are switched over and back", () => {
  const access = accessOf(grant);
  const without = switched(model(haiku), access);
  expect(without.models).toEqual([sonnet]);
  expect(without.default).toBeUndefined();
  expect(switched(model(haiku), without).models).toEqual([sonnet, haiku]);

  const whole = switched({ kind: "account", view: local, hidden: 0 }, access);
  expect(cellOf(model(qwen), whole)).toEqual({ on: true, through: true, fixed: true });
  expect(cellOf(model(sonnet), whole)).toEqual({ on: true, through: false, fixed: false });

  const here = switched({ kind: "here" }, access);
  expect(here).toEqual({ ...NONE, place: "here" });
  expect(cellOf(model(qwen), here)).toEqual({ on: true, through: true, fixed: true });
  expect(cellOf(model(sonnet), here)).toEqual({ on: false, through: false, fixed: true });
  expect(isNothing(switched({ kind: "here" }, here))).toBe(true);
});

test("the default stays while it is allowed, also by its account", () => {
  const whole: Access = { ...accessOf(grant), models: [], accounts: [haiku.account] };
  expect(switched(model(sonnet), whole).default).toEqual(haiku);
});
