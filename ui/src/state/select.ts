import type {
  AccountView,
  CallView,
  ModelRef,
  ServerView,
  Snapshot,
  Summary,
} from "../ipc/generated";

/** Whether an exchange waits for a person. */
export function waits(exchange: Summary): boolean {
  return exchange.state.name === "prompt_review" || exchange.state.name === "reply_review";
}

/** Whether a call pauses until a person lets it go on. */
export function pauses(call: CallView): boolean {
  return call.state.name === "running" && call.state.paused !== undefined;
}

/** How many things wait for a person: exchanges, questions, calls that pause. */
export function waitingCount(snapshot: Snapshot): number {
  const questions = snapshot.elicitations.filter((one) => one.standing.name === "waiting");
  return (
    snapshot.open.filter(waits).length + questions.length + snapshot.calls.filter(pauses).length
  );
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
