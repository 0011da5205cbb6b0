import type { AccountView, ModelRef, ServerView, Snapshot, Summary } from "../ipc/generated";

/** Whether an exchange waits for a person. */
export function waits(exchange: Summary): boolean {
  return exchange.state.name === "prompt_review" || exchange.state.name === "reply_review";
}

/** How many exchanges wait for a person. */
export function waitingCount(snapshot: Snapshot): number {
  return snapshot.open.filter(waits).length;
}

/** The account of a model, if it still exists. */
export function accountOf(
  accounts: readonly AccountView[],
  model: ModelRef,
): AccountView | undefined {
  return accounts.find((view) => view.account.id === model.account);
}

/** Whether two references name the same model. */
export function sameModel(a: ModelRef, b: ModelRef): boolean {
  return a.account === b.account && a.model === b.model;
}

/** A model as one string, for lists and selections. */
export function modelKey(model: ModelRef): string {
  return `${model.account} ${model.model}`;
}

/** The servers in some state. */
export function serversIn(
  servers: readonly ServerView[],
  ...names: ServerView["state"]["name"][]
): ServerView[] {
  return servers.filter((server) => names.includes(server.state.name));
}
