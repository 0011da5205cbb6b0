import type { AccountView, Grant, ModelRef } from "../../ipc/generated";
import { isHere, modelKey, sameModel } from "../../state";

/** One line of the matrix: a place, an account whole, or a model. */
export type Line =
  | { kind: "here" }
  | { kind: "account"; view: AccountView; hidden: number }
  | { kind: "model"; view: AccountView; model: ModelRef };

/** How one line stands with one server. */
export interface Cell {
  /** Whether the server may use it. */
  on: boolean;
  /** Whether that follows from another line: from its account, or from the place. */
  through: boolean;
  /** Whether it can be changed here. */
  fixed: boolean;
}

/** The access of a server, as it is set. */
export type Access = Pick<Grant, "models" | "place"> & {
  accounts: readonly string[];
  default?: ModelRef;
};

/** No access at all. */
export const NONE: Access = { models: [], accounts: [], place: "anywhere" };

/** How many models of an account are shown that nobody may use and nobody looked for. */
const SOME = 12;

/** What a grant says, without the server. */
export function accessOf(grant: Grant | undefined): Access {
  if (!grant) return NONE;
  const { models, accounts = [], place, default: preferred } = grant;
  return { models, accounts, place, ...(preferred ? { default: preferred } : {}) };
}

/** The lines: the place, then each account and its models, those in use first. */
export function linesOf(
  accounts: readonly AccountView[],
  grants: readonly Grant[],
  words: string,
): Line[] {
  const wanted = words.trim().toLowerCase();
  const lines: Line[] = wanted === "" ? [{ kind: "here" }] : [];
  for (const view of accounts) {
    const { id } = view.account;
    const listed = view.state.name === "ready" ? view.state.models.map((model) => model.id) : [];
    const named = grants.flatMap((grant) => grant.models).filter((model) => model.account === id);
    const used = [...new Set(named.map((model) => model.model))];
    const all = [...used, ...listed.filter((model) => !used.includes(model))];
    const found = all.filter((model) => model.toLowerCase().includes(wanted));
    const shown =
      wanted === "" ? found.slice(0, Math.max(SOME, used.length)) : found.slice(0, 10 * SOME);
    if (wanted !== "" && shown.length === 0) continue;
    lines.push({ kind: "account", view, hidden: found.length - shown.length });
    for (const model of shown) lines.push({ kind: "model", view, model: { account: id, model } });
  }
  return lines;
}

/** How a line stands with a server's access. */
export function cellOf(line: Line, access: Access): Cell {
  const onlyHere = access.place === "here";
  switch (line.kind) {
    case "here":
      return { on: onlyHere, through: false, fixed: false };
    case "account": {
      if (onlyHere) return { on: isHere(line.view), through: isHere(line.view), fixed: true };
      return { on: access.accounts.includes(line.view.account.id), through: false, fixed: false };
    }
    case "model": {
      if (onlyHere) return { on: isHere(line.view), through: isHere(line.view), fixed: true };
      const whole = access.accounts.includes(line.view.account.id);
      const named = access.models.some((model) => sameModel(model, line.model));
      return { on: whole || named, through: whole, fixed: whole };
    }
  }
}

/** The access after a line was switched over; its default goes where it is no longer allowed. */
export function switched(line: Line, access: Access): Access {
  const next = flipped(line, access);
  const { default: preferred, ...rest } = next;
  const allowed =
    preferred &&
    rest.place === "anywhere" &&
    (rest.accounts.includes(preferred.account) ||
      rest.models.some((model) => sameModel(model, preferred)));
  return allowed ? next : rest;
}

function flipped(line: Line, access: Access): Access {
  switch (line.kind) {
    case "here":
      return access.place === "here" ? NONE : { ...NONE, place: "here" };
    case "account": {
      const { id } = line.view.account;
      const has = access.accounts.includes(id);
      const accounts = has
        ? access.accounts.filter((account) => account !== id)
        : [...access.accounts, id];
      return { ...access, accounts };
    }
    case "model": {
      const has = access.models.some((model) => sameModel(model, line.model));
      const models = has
        ? access.models.filter((model) => !sameModel(model, line.model))
        : [...access.models, line.model];
      return { ...access, models };
    }
  }
}

/** Whether an access allows nothing: then it is revoked, not set. */
export function isNothing(access: Access): boolean {
  return access.place === "anywhere" && access.models.length === 0 && access.accounts.length === 0;
}

/** A line's key. */
export function keyOf(line: Line): string {
  switch (line.kind) {
    case "here":
      return "here";
    case "account":
      return line.view.account.id;
    case "model":
      return modelKey(line.model);
  }
}
