import type { Command } from "../ipc/call";
import type {
  AccountEdit,
  AccountView,
  CallView,
  CompletionQuery,
  DryRun,
  Filter,
  Limits,
  Query,
  ServerSettings,
  ServerState,
  ServerView,
  SpendOf,
  Summary,
  Total,
  What,
} from "../ipc/generated";
import { dryRun, knownModels, knows, say, spend } from "./choice";
import type { Fake } from "./fake";
import { promptList, resourceList, suggested, toolsAlone } from "./features";
import { demoTools } from "./tools";

const NONE: Promise<null> = Promise.resolve(null);

function serverOf(fake: Fake, id: string): ServerView {
  const server = fake.snapshot.servers.find((one) => one.id === id);
  if (!server) throw { code: "not_found", message: "There is no such server." };
  return server;
}

function become(fake: Fake, id: string, state: ServerState): void {
  const tools = state.name === "running" ? demoTools : [];
  fake.emit({ kind: "server", server: { ...serverOf(fake, id), state, tools } });
}

async function start(fake: Fake, id: string): Promise<null> {
  become(fake, id, { name: "starting" });
  await new Promise((resolve) => setTimeout(resolve, fake.pace));
  if (serverOf(fake, id).state.name !== "starting") return null;
  const modern = serverOf(fake, id).settings.protocol !== "legacy";
  become(fake, id, {
    name: "running",
    era: modern ? "modern" : "legacy",
    revision: modern ? "2026-07-28" : "2025-11-25",
    title: "Countersign demo",
    version: "0.1.0",
    since: Date.now(),
    features: toolsAlone,
  });
  return null;
}

function withoutValues(launch: ServerSettings["launch"]): ServerSettings["launch"] {
  const names = (values: { name: string }[]) => values.map(({ name }) => ({ name }));
  if (launch.kind === "program") return { ...launch, env: names(launch.env) };
  if (launch.kind === "remote") return { ...launch, headers: names(launch.headers) };
  return launch;
}

function saveServer(fake: Fake, args: { id?: string; settings: ServerSettings }): string {
  const id = args.id ?? crypto.randomUUID();
  const before = fake.snapshot.servers.find((one) => one.id === id);
  const { launch } = args.settings;
  // Values go in and never come out.
  const settings: ServerSettings = { ...args.settings, launch: withoutValues(launch) };
  fake.emit({
    kind: "server",
    server: {
      id,
      settings,
      state: before?.state ?? { name: "stopped" },
      tools: before?.tools ?? [],
      followed: before?.followed ?? [],
      changed: before?.changed ?? false,
      patience: before?.patience ?? {},
      waits: before?.waits ?? { pushed: { kind: "unknown" }, pulled: { kind: "unknown" } },
    },
  });
  return id;
}

function begin(fake: Fake, server: string, what: What): string {
  const id = crypto.randomUUID();
  const call: CallView = {
    id,
    server,
    what,
    signed: 0,
    started_at: Date.now(),
    state: { name: "running" },
  };
  fake.emit({ kind: "call", call });
  return id;
}

function saveAccount(fake: Fake, edit: AccountEdit): string {
  const id = edit.id ?? crypto.randomUUID();
  const before = fake.snapshot.accounts.find((one) => one.account.id === id);
  const { name, kind, program } = edit;
  const headers = edit.headers.map((header) => header.name);
  const base_url = program ? "" : edit.base_url || "https://api.anthropic.com";
  const account: AccountView = {
    account: { id, name, kind, base_url, headers, ...(program ? { program } : {}) },
    has_key: edit.key !== undefined || before?.has_key === true,
    state: { name: "testing" },
  };
  fake.emit({ kind: "account", account });
  setTimeout(() => {
    const models = program?.models.map((model) => ({ id: model })) ?? [
      { id: "claude-sonnet-5-5", name: "Claude Sonnet 5.5" },
    ];
    const state = { name: "ready" as const, models, at: Date.now() };
    fake.emit({ kind: "account", account: { ...account, state } });
  }, fake.pace);
  return id;
}

function left(fake: Fake, filter: Filter): Summary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return fake.history.filter(
    (row) =>
      (filter.server === undefined || row.server === filter.server) &&
      (filter.model === undefined || row.model === filter.model) &&
      (filter.states.length === 0 || filter.states.includes(row.state.name)) &&
      words.every((word) => row.preview.toLowerCase().includes(word)),
  );
}

function total(fake: Fake, filter: Filter): Total {
  const rows = left(fake, filter);
  const paid = rows.filter((row) => row.usage !== undefined);
  const sum = (of: (row: Summary) => number | undefined) =>
    paid.reduce((all, row) => all + (of(row) ?? 0), 0);
  return {
    exchanges: rows.length,
    spend: {
      attempts: paid.length,
      input: sum((row) => row.usage?.input),
      cached: 0,
      output: sum((row) => row.usage?.output),
      reasoning: 0,
      cost: sum((row) => row.cost),
      unpriced: paid.filter((row) => row.cost === undefined).length,
    },
  };
}

function page(fake: Fake, query: Query): { rows: Summary[]; next?: string } {
  const all = left(fake, query);
  const from = query.before === undefined ? 0 : all.findIndex((row) => row.id === query.before) + 1;
  const rows = all.slice(from, from + query.limit);
  const last = rows.at(-1);
  return last && from + query.limit < all.length ? { rows, next: last.id } : { rows };
}

function facets(fake: Fake) {
  const servers = new Map(fake.history.map((row) => [row.server, row.server_name]));
  const models = fake.history.flatMap((row) => (row.model === undefined ? [] : [row.model]));
  return {
    servers: [...servers].map(([id, name]) => ({ id, name })),
    models: [...new Set(models)].sort(),
  };
}

/** What the fake does about servers, accounts and the history. */
export async function serve(fake: Fake, command: Command, args: unknown): Promise<unknown> {
  const { id } = (args ?? {}) as { id: string };
  switch (command) {
    case "save_server":
      return saveServer(fake, args as { settings: ServerSettings });
    case "remove_server":
      fake.emit({ kind: "server_removed", id });
      return NONE;
    case "start_server":
      return start(fake, id);
    case "stop_server":
      become(fake, id, { name: "stopped" });
      return NONE;
    case "server_log":
      return fake.log;
    case "run_tool":
    case "get_prompt":
    case "read_resource": {
      const { server, ...what } = args as { server: string } & Record<string, unknown>;
      const kind = { run_tool: "tool", get_prompt: "prompt", read_resource: "resource" }[command];
      return begin(fake, server, { kind, ...what } as What);
    }
    case "run_again": {
      const again = fake.snapshot.calls.find((one) => one.id === (args as { call: string }).call);
      if (!again) throw { code: "not_found", message: "There is no such call." };
      return begin(fake, again.server, again.what);
    }
    case "list_prompts":
      return promptList;
    case "list_resources":
      return resourceList;
    case "complete_argument":
      return suggested((args as { query: CompletionQuery }).query);
    case "follow_resource": {
      const { server, uri, on } = args as { server: string; uri: string; on: boolean };
      const before = serverOf(fake, server);
      const others = before.followed.filter((one) => one.uri !== uri);
      const followed = on ? [...others, { uri }] : others;
      fake.emit({ kind: "server", server: { ...before, followed } });
      return NONE;
    }
    case "cancel_call": {
      const call = fake.snapshot.calls.find((one) => one.id === id);
      if (!call) throw { code: "not_found", message: "There is no such call." };
      const ended = { ...call, ended_at: Date.now(), state: { name: "cancelled" as const } };
      fake.emit({ kind: "call", call: ended });
      return NONE;
    }
    case "revoke_grant":
      fake.emit({ kind: "grant_removed", server: (args as { server: string }).server });
      return NONE;
    case "revoke_rule":
      fake.emit({ kind: "rule_removed", id });
      return NONE;
    case "set_patience": {
      const { server, ...patience } = args as { server: string; pushed?: number; pulled?: number };
      fake.emit({ kind: "server", server: { ...serverOf(fake, server), patience } });
      return NONE;
    }
    case "save_limits": {
      const { limits: now } = args as { limits: Limits };
      fake.emit({ kind: "limits", limits: { ...fake.snapshot.limits, now } });
      return NONE;
    }
    case "save_account":
      return saveAccount(fake, (args as { account: AccountEdit }).account);
    case "try_program":
      return "I am a model that a program asks.";
    case "remove_account":
      fake.emit({ kind: "account_removed", id });
      return NONE;
    case "dry_run":
      return dryRun(fake, (args as { query: DryRun }).query);
    case "find_local":
      return fake.local;
    case "known_models":
      return knownModels(fake, (args as { account: string }).account);
    case "set_override":
      return say(args as Parameters<typeof say>[0]);
    case "spend":
      return spend((args as { of: SpendOf }).of);
    case "fetch_catalogue":
      return knows(fake, { fetched: true });
    case "forget_catalogue":
      return knows(fake, { fetched: false });
    case "fetch_catalogue_daily":
      return knows(fake, { daily: (args as { on: boolean }).on });
    case "history_total":
      return total(fake, (args as { filter: Filter }).filter);
    case "list_history":
      return page(fake, (args as { query: Query }).query);
    case "history_facets":
      return facets(fake);
    default:
      return null;
  }
}
