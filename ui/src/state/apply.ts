import type { AppEvent, CallView, Elicitation, Snapshot, Summary } from "../ipc/generated";

/** How many ended calls are kept, as the engine keeps them. */
const CALLS_KEPT = 50;

/** A list with one thing replaced, or added at its end. */
function put<T>(list: readonly T[], item: T, keyOf: (item: T) => string): T[] {
  const key = keyOf(item);
  const at = list.findIndex((other) => keyOf(other) === key);
  return at < 0 ? [...list, item] : list.with(at, item);
}

function without<T>(list: readonly T[], key: string, keyOf: (item: T) => string): T[] {
  return list.filter((item) => keyOf(item) !== key);
}

/** Whether nothing can happen to an exchange any more. */
export function isClosed(exchange: Summary): boolean {
  switch (exchange.state.name) {
    case "received":
    case "prompt_review":
    case "generating":
    case "reply_review":
      return false;
    case "released":
    case "refused":
    case "failed":
    case "withdrawn":
      return true;
  }
}

/** Whether nothing can happen to a question any more. */
export function isAnswered(question: Elicitation): boolean {
  const { name } = question.standing;
  return name !== "waiting" && name !== "opened";
}

function byName<T>(nameOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => nameOf(a).localeCompare(nameOf(b));
}

/** Drops the oldest ended calls past the limit; a running call is never dropped. */
function bounded(calls: CallView[]): CallView[] {
  let over = calls.length - CALLS_KEPT;
  if (over <= 0) return calls;
  return calls.filter((call) => call.state.name === "running" || over-- <= 0);
}

/** The snapshot after an event. Deltas and log lines are not part of it: see `useEvents`. */
export function apply(snapshot: Snapshot, event: AppEvent): Snapshot {
  switch (event.kind) {
    case "reset":
      return event.snapshot;
    case "storage":
      return { ...snapshot, storage: event.storage };
    case "server": {
      const servers = put(snapshot.servers, event.server, (server) => server.id);
      return { ...snapshot, servers: servers.sort(byName((server) => server.settings.name)) };
    }
    case "server_removed":
      return { ...snapshot, servers: without(snapshot.servers, event.id, (server) => server.id) };
    case "list_changed":
      return snapshot;
    case "account": {
      const accounts = put(snapshot.accounts, event.account, (view) => view.account.id);
      return { ...snapshot, accounts: accounts.sort(byName((view) => view.account.name)) };
    }
    case "account_removed":
      return {
        ...snapshot,
        accounts: without(snapshot.accounts, event.id, (view) => view.account.id),
      };
    case "grant":
      return { ...snapshot, grants: put(snapshot.grants, event.grant, (grant) => grant.server) };
    case "grant_removed":
      return {
        ...snapshot,
        grants: without(snapshot.grants, event.server, (grant) => grant.server),
      };
    case "rule":
      return { ...snapshot, rules: put(snapshot.rules, event.rule, (rule) => rule.id) };
    case "rule_removed":
      return { ...snapshot, rules: without(snapshot.rules, event.id, (rule) => rule.id) };
    case "limits":
      return { ...snapshot, limits: event.limits };
    case "catalogue":
      return { ...snapshot, catalogue: event.catalogue };
    case "exchange":
      return {
        ...snapshot,
        open: isClosed(event.exchange)
          ? without(snapshot.open, event.exchange.id, (exchange) => exchange.id)
          : put(snapshot.open, event.exchange, (exchange) => exchange.id),
      };
    case "elicitation":
      return {
        ...snapshot,
        elicitations: isAnswered(event.elicitation)
          ? without(snapshot.elicitations, event.elicitation.id, (question) => question.id)
          : put(snapshot.elicitations, event.elicitation, (question) => question.id),
      };
    case "call":
      return { ...snapshot, calls: bounded(put(snapshot.calls, event.call, (call) => call.id)) };
    case "log":
    case "delta":
      return snapshot;
  }
}
