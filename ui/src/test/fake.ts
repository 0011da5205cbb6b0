import type { Backend } from "../ipc/backend";
import type { Args, Command, Result } from "../ipc/call";
import type {
  Access,
  Answer,
  AppEvent,
  Attempt,
  Decision,
  Elicitation,
  Exchange,
  ExchangeDetail,
  Fault,
  LocalServer,
  LogLine,
  Loss,
  LossQuery,
  Outgoing,
  OutgoingQuery,
  Prompt,
  Reply,
  ReplyRemark,
  Snapshot,
  Standing,
  Summary,
} from "../ipc/generated";
import { allowedOf, apply, sameModel } from "../state";
import { serve } from "./desk";
import { offersOf, writer } from "./world";

/** A backend in memory, for tests of the window and for looking at it. It never leaves them. */
export interface Fake extends Backend {
  /** What is true now. */
  snapshot: Snapshot;
  /** The exchanges in full, by id. */
  details: Map<string, ExchangeDetail>;
  /** What was called, in order. */
  calls: { command: Command; args: unknown }[];
  /** Says that something happened. */
  emit(event: AppEvent): void;
  /** Has the next call of a command fail. */
  failNext(command: Command, fault: Fault): void;
  /** What a model says, piece by piece; a number waits so many milliseconds. */
  script: (string | number)[];
  /** The history, newest first. */
  history: Summary[];
  /** The questions of the history, newest first. */
  questions: Elicitation[];
  /** Every server's log. */
  log: LogLine[];
  /** Servers of models that listen on this computer. */
  local: LocalServer[];
  /** How long a start or a test takes, in milliseconds. */
  pace: number;
}

function answer(text: string, model: string): Reply {
  return {
    content: [{ kind: "text", text }],
    model,
    stop_reason: model === "human" ? "end_turn" : "end_turn",
    ...(model === "human" ? {} : { usage: { input: 41, output: Math.ceil(text.length / 4) } }),
  };
}

/** Opens a fake that knows this much. */
export function openFake(snapshot: Snapshot, details: ExchangeDetail[]): Fake {
  const listeners = new Set<(event: AppEvent) => void>();
  const failing = new Map<Command, Fault>();
  const fake: Fake = {
    snapshot,
    details: new Map(details.map((detail) => [detail.exchange.id, detail])),
    calls: [],
    script: ["A short", " answer."],
    history: [],
    questions: [],
    log: [],
    local: [],
    pace: 0,
    emit: (event) => {
      fake.snapshot = apply(fake.snapshot, event);
      for (const listener of listeners) listener(event);
    },
    failNext: (command, fault) => failing.set(command, fault),
    subscribe: async (hear) => {
      listeners.add(hear);
      hear({ kind: "reset", snapshot: fake.snapshot });
    },
    call: async <C extends Command>(command: C, ...[args]: Args<C>) => {
      fake.calls.push({ command, args });
      const fault = failing.get(command);
      if (fault) {
        failing.delete(command);
        throw fault;
      }
      return (await run(fake, command, args)) as Result<C>;
    },
  };
  return fake;
}

/** What the engine would say of a prompt's bytes. */
function exact(query: OutgoingQuery, fake: Fake): Outgoing {
  const asked = fake.details.get(query.exchange)?.exchange.asked;
  const account = fake.snapshot.accounts.find((view) => view.account.id === query.model.account);
  const program = account?.account.program;
  if (program) {
    const args = program.args.map((arg) => arg.replaceAll("{model}", query.model.model));
    const body = (asked?.messages ?? []).map(({ role }) => `${role}:`).join("\n\n");
    return {
      url: "",
      program: [program.command, ...args],
      headers: [],
      body,
      digest: "9f86d08188",
    };
  }
  return {
    url: "https://api.anthropic.com/v1/messages",
    headers: [
      { name: "content-type", value: "application/json" },
      { name: "anthropic-version", value: "2026-10-21" },
      { name: "x-api-key", value: "•••" },
    ],
    body: JSON.stringify({ model: query.model.model, ...(query.edited ?? asked) }),
    digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  };
}

async function run(fake: Fake, command: Command, args: unknown): Promise<unknown> {
  switch (command) {
    case "get_exchange": {
      const detail = fake.details.get((args as { id: string }).id);
      if (!detail) throw { code: "not_found", message: "There is no such exchange." };
      return detail;
    }
    case "decide_exchange": {
      const { id, seen, decision } = args as { id: string; seen: number; decision: Decision };
      const detail = fake.details.get(id);
      if (!detail) throw { code: "not_found", message: "There is no such exchange." };
      if (detail.exchange.events !== seen) {
        throw { code: "too_late", message: "This request has moved on. Look at it again." };
      }
      decide(fake, detail, decision);
      return null;
    }
    case "answer_elicitation": {
      const { id, answer } = args as { id: string; answer: Answer };
      settle(fake, id, standingOf(answer));
      return null;
    }
    case "open_elicitation":
      settle(fake, (args as { id: string }).id, { name: "opened" });
      return null;
    case "go_on": {
      const call = fake.snapshot.calls.find((one) => one.id === (args as { id: string }).id);
      if (call) fake.emit({ kind: "call", call: { ...call, state: { name: "running" } } });
      return null;
    }
    case "list_elicitations": {
      const { until } = args as { until: number };
      return fake.questions.filter((one) => one.opened_at < until).slice(0, 500);
    }
    case "set_grant": {
      const { server: id, access } = args as { server: string; access: Access };
      fake.emit({
        kind: "grant",
        grant: {
          server: id,
          identity: "now",
          at: Date.now(),
          ...access,
          place: access.place ?? "anywhere",
        },
      });
      const server = fake.snapshot.servers.find((one) => one.id === id);
      if (server) fake.emit({ kind: "server", server: { ...server, changed: false } });
      for (const [key, detail] of fake.details) {
        if (detail.exchange.cause.server !== id || !detail.desk) continue;
        const grant = { ...access, place: access.place ?? ("anywhere" as const) };
        const granted = allowedOf(fake.snapshot.accounts, grant);
        const offers = offersOf(granted, detail.exchange.asked);
        fake.details.set(key, { ...detail, desk: { ...detail.desk, granted, offers } });
        const summary = fake.snapshot.open.find((open) => open.id === key);
        if (summary) fake.emit({ kind: "exchange", exchange: { ...summary } });
      }
      return null;
    }
    case "exchange_thread":
      return threadOf(fake, (args as { id: string }).id);
    case "check_reply":
      return check(fake, args as { id: string; reply: Reply });
    case "raw_request":
      return JSON.stringify(fake.details.get((args as { id: string }).id)?.exchange.asked);
    case "show_outgoing":
      return exact((args as { query: OutgoingQuery }).query, fake);
    case "model_offers": {
      const { exchange, edited } = (args as { query: { exchange: string; edited?: Prompt } }).query;
      const desk = fake.details.get(exchange)?.desk;
      if (!desk) throw { code: "too_late", message: "This request has moved on." };
      return edited ? offersOf(desk.granted, edited, 900, 1900) : desk.offers;
    }
    case "model_losses":
      return lossesOf((args as { query: LossQuery }).query);
    default:
      return serve(fake, command, args);
  }
}

/** What a model does not take: a temperature, and a program no limit and no roles either. */
function lossesOf({ model, edited }: LossQuery): Loss[] {
  if (sameModel(model, writer)) {
    return [{ kind: "temperature" }, { kind: "max_tokens" }, { kind: "script" }];
  }
  return edited?.temperature === undefined ? [] : [{ kind: "temperature" }];
}

/** What the engine tells apart by the journal is told apart here by the details. */
function threadOf(fake: Fake, id: string): Summary[] {
  const details = [...fake.details.values()];
  const firstOf = ({ exchange }: ExchangeDetail) => exchange.cause.turn?.first ?? exchange.id;
  const own = fake.details.get(id);
  return details
    .filter((detail) => own && firstOf(detail) === firstOf(own))
    .map(({ exchange: { id, cause, state, asked } }) => ({
      id,
      server: cause.server,
      server_name: cause.server_name,
      door: cause.door,
      revision: cause.revision,
      state,
      preview: JSON.stringify(asked.messages.at(-1)?.content[0]).slice(0, 80),
      opened_at: Date.now(),
      changed_at: Date.now(),
      edited: false,
      ...(cause.turn ? { turn: cause.turn } : {}),
    }));
}

/** The part of the engine's check that tests need: names that were offered, arguments that are required. */
function check(fake: Fake, { id, reply }: { id: string; reply: Reply }): ReplyRemark[] {
  const tools = fake.details.get(id)?.exchange.asked.tools ?? [];
  return reply.content.flatMap((block): ReplyRemark[] => {
    if (block.kind !== "tool_use") return [];
    const tool = tools.find((one) => one.name === block.name);
    if (!tool) return [{ kind: "unknown_tool", id: block.id, tool: block.name }];
    const required = (tool.input_schema.required ?? []) as string[];
    return required
      .filter((name) => !(name in block.input))
      .map((name) => ({
        kind: "arguments",
        id: block.id,
        tool: tool.name,
        at: "",
        why: `"${name}" is a required property`,
      }));
  });
}

function standingOf(answer: Answer): Standing {
  switch (answer.action) {
    case "accept":
      return { name: "accepted", ...(answer.content ? { content: answer.content } : {}) };
    case "decline":
      return { name: "declined" };
    case "cancel":
      return { name: "cancelled" };
  }
}

/** Has a question stand otherwise, and says so. */
function settle(fake: Fake, id: string, standing: Standing): void {
  const question = fake.snapshot.elicitations.find((one) => one.id === id);
  if (!question) throw { code: "too_late", message: "This request has moved on meanwhile." };
  fake.emit({
    kind: "elicitation",
    elicitation: { ...question, standing, changed_at: Date.now() },
  });
}

function decide(fake: Fake, detail: ExchangeDetail, decision: Decision): void {
  const { exchange } = detail;
  switch (decision.kind) {
    case "sign_prompt": {
      const prompt = decision.edited ?? exchange.sent?.prompt ?? exchange.asked;
      move(fake, detail, {
        sent: { prompt, target: decision.target, by: { kind: "person" } },
        state: { name: "generating" },
      });
      write(fake, exchange.id, decision.target.kind === "person");
      return;
    }
    case "sign_reply": {
      const attempt = exchange.attempts[decision.attempt];
      if (attempt?.outcome.kind !== "reply") throw { code: "too_late", message: "No such answer." };
      const reply = decision.edited ?? attempt.outcome.reply;
      const seen = JSON.stringify(decision.despite ?? []);
      if (
        check(fake, { id: exchange.id, reply }).some((one) => !seen.includes(JSON.stringify(one)))
      ) {
        throw { code: "invalid", message: "It does not fit." };
      }
      move(fake, detail, {
        returned: { reply, attempt: decision.attempt, by: { kind: "person" } },
        state: { name: "released" },
      });
      return;
    }
    case "refuse": {
      const gate = exchange.state.name === "reply_review" ? "reply" : "prompt";
      move(fake, detail, {
        state: {
          name: "refused",
          gate,
          by: { kind: "person" },
          ...(decision.reason === undefined ? {} : { reason: decision.reason }),
        },
      });
      return;
    }
    case "stop":
      finish(fake, exchange.id, detail.desk?.writing?.text ?? "", "stopped");
  }
}

/** Has an exchange become something else, and says so. */
function move(fake: Fake, detail: ExchangeDetail, change: Partial<Exchange>): void {
  const exchange = { ...detail.exchange, ...change, events: detail.exchange.events + 1 };
  const open = ["prompt_review", "generating", "reply_review"].includes(exchange.state.name);
  const { desk, ...rest } = detail;
  fake.details.set(exchange.id, {
    ...rest,
    exchange,
    journal: [
      ...detail.journal,
      { seq: exchange.events - 1, at: Date.now(), event: exchange.state.name, edited: false },
    ],
    ...(open && desk
      ? {
          desk: {
            remarks: desk.remarks,
            granted: desk.granted,
            offers: desk.offers,
          },
        }
      : {}),
  });
  const before = fake.snapshot.open.find((summary) => summary.id === exchange.id);
  if (!before) return;
  const target = exchange.sent?.target;
  const summary: Summary = { ...before, state: exchange.state, changed_at: Date.now() };
  if (target) summary.model = target.kind === "model" ? target.model.model : "human";
  fake.emit({ kind: "exchange", exchange: summary });
}

async function write(fake: Fake, id: string, byHand: boolean): Promise<void> {
  if (byHand) {
    finish(fake, id, "", "end_turn");
    return;
  }
  let text = "";
  let seq = 0;
  for (const piece of fake.script) {
    if (typeof piece === "number") {
      await new Promise((resolve) => setTimeout(resolve, piece));
      continue;
    }
    const detail = fake.details.get(id);
    if (detail?.exchange.state.name !== "generating" || !detail.desk) return;
    text += piece;
    seq += 1;
    fake.details.set(id, { ...detail, desk: { ...detail.desk, writing: { seq, text } } });
    fake.emit({ kind: "delta", exchange: id, seq, text: piece });
  }
  await Promise.resolve();
  if (fake.details.get(id)?.exchange.state.name === "generating")
    finish(fake, id, text, "end_turn");
}

function finish(fake: Fake, id: string, text: string, stop: string): void {
  const detail = fake.details.get(id);
  const target = detail?.exchange.sent?.target;
  if (!detail || !target) return;
  const model = target.kind === "model" ? target.model.model : "human";
  const attempt: Attempt = {
    target,
    outcome: { kind: "reply", reply: { ...answer(text, model), stop_reason: stop } },
    timing: { first_ms: 410, total_ms: 2400 },
  };
  move(fake, detail, {
    attempts: [...detail.exchange.attempts, attempt],
    state: { name: "reply_review" },
  });
}
