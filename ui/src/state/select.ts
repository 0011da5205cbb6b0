import type {
  AccountView,
  CallView,
  Grant,
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

/** Whether requests of an account go to this computer and, by us, no further. A program asks whom it likes. */
export function isHere(view: AccountView): boolean {
  if (view.account.program) return false;
  const host = new URL(view.account.base_url).hostname;
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}

/** The models that a grant allows, as far as accounts list them: for showing, the engine decides. */
export function allowedOf(
  accounts: readonly AccountView[],
  grant: Pick<Grant, "models" | "accounts" | "place">,
): ModelRef[] {
  const whole = accounts.filter((view) =>
    grant.place === "here" ? isHere(view) : grant.accounts?.includes(view.account.id),
  );
  const listed = whole.flatMap(({ account, state }) =>
    state.name === "ready"
      ? state.models.map((model) => ({ account: account.id, model: model.id }))
      : [],
  );
  const named = grant.place === "here" ? [] : grant.models;
  const others = listed.filter((model) => !named.some((one) => sameModel(one, model)));
  return [...named, ...others];
}

/** The servers in some state. */
export function serversIn(
  servers: readonly ServerView[],
  ...names: ServerView["state"]["name"][]
): ServerView[] {
  return servers.filter((server) => names.includes(server.state.name));
}
