import type {
  AccountView,
  CallView,
  Elicitation,
  Exchange,
  ExchangeDetail,
  Fault,
  JsonValue,
  LocalServer,
  LogLine,
  ServerView,
  Snapshot,
  State,
  Summary,
} from "../ipc/generated";
import { everything, gotPrompt, gotResource } from "./features";
import { formQuestion, pageQuestion } from "./questions";
import { demoTools } from "./tools";
import {
  accounts,
  blog,
  conversation,
  haiku,
  make,
  message,
  qwen,
  reply,
  server,
  snapshotOf,
  sonnet,
  summarize,
} from "./world";

// What the screens of servers, models and the history can be looked at with.

/** A world for the screens beside the desk. */
export interface Place {
  snapshot: Snapshot;
  details: ExchangeDetail[];
  history: Summary[];
  log: LogLine[];
  local?: LocalServer[];
  /** Questions of the history, newest first. */
  questions?: Elicitation[];
}

const mismatch: Fault = {
  code: "era_mismatch",
  message:
    "“summarize” of notes pushes its requests for a completion, which the newer protocol (2026-07-28) does not allow. Reconnect with the older protocol and run it again.",
  detail:
    "Cannot send 'sampling/createMessage': this transport context has no back-channel for server-initiated requests.",
};

const gone: Fault = {
  code: "server_failed",
  message:
    "npx ended before it said anything in MCP (exit status 1). Look at the log for what it wrote.",
  detail:
    "npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/@example%2fserver-that-is-not-there\nnpm error 404  '@example/server-that-is-not-there@*' is not in this registry.",
};

const levels = ["info", "warning", "error"] as const;

export function log(count = 400): LogLine[] {
  return Array.from({ length: count }, (_, at) => ({
    at: Date.now() - (count - at) * 700,
    source: at % 9 === 4 ? "countersign" : at % 31 === 7 ? "stdout" : at % 5 ? "stderr" : "message",
    ...(at % 9 !== 4 && at % 31 !== 7 && at % 5 === 0 ? { level: levels[at % 3] ?? "info" } : {}),
    text:
      at % 9 === 4
        ? "The server asks a model: waits at the desk."
        : at % 31 === 7
          ? "Content-Length: 312 is not MCP\u200b"
          : `${at} INFO  mcp.server: handling request of type CallToolRequest {"tool":"summarize","path":"/srv/notes/${"x".repeat((at * 7) % 90)}"}`,
  }));
}

const demo: ServerView = server("Demo", {
  settings: {
    name: "Demo",
    launch: { kind: "demo" },
    protocol: "auto",
    sampling: true,
    elicitation: true,
    sampling_tools: true,
  },
  state: {
    name: "running",
    era: "modern",
    revision: "2026-07-28",
    title: "Countersign demo",
    version: "0.1.0",
    since: Date.now() - 240_000,
    features: everything,
  },
  tools: demoTools,
});

const crowd: ServerView[] = [
  demo,
  server("research-pro", {
    tools: demoTools.slice(0, 3),
    settings: {
      name: "research-pro",
      launch: {
        kind: "program",
        command: "uvx",
        args: ["--from", "research pro", "research-server", "--root=/srv/my notes"],
        env: [{ name: "RESEARCH_TOKEN" }, { name: "HTTP_PROXY" }],
        cwd: "/srv/research",
      },
      protocol: "legacy",
      sampling: true,
      elicitation: true,
      sampling_tools: true,
      roots: ["/srv/research", "/srv/my notes/with a name that goes on and on for the sake of it"],
    },
  }),
  server("notes", {
    state: { name: "failed", fault: mismatch, at: Date.now() - 60_000 },
    settings: {
      name: "notes",
      launch: { kind: "program", command: "notes-mcp", args: [], env: [] },
      protocol: "modern",
      sampling: true,
      elicitation: true,
      sampling_tools: true,
    },
  }),
  server("not-there", { state: { name: "failed", fault: gone, at: Date.now() - 5000 } }),
  server("slow", { state: { name: "starting" } }),
  server("a-server-whose-name-somebody-typed-without-a-single-space-in-it", {
    state: { name: "stopped" },
  }),
  server("문서 도우미", {
    state: { name: "stopped" },
    settings: {
      name: "문서 도우미",
      launch: { kind: "program", command: "python3", args: ["-m", "docs"], env: [] },
      protocol: "auto",
      sampling: false,
      elicitation: true,
      sampling_tools: true,
    },
  }),
  server("watcher", { changed: true }),
];

function call(id: string, change: Partial<CallView>): CallView {
  return {
    id,
    server: "server-Demo",
    what: {
      kind: "tool",
      tool: "summarize",
      arguments: { text: "Solid-state cells replace the liquid electrolyte.", sentences: 3 },
    },
    started_at: Date.now() - 8_400,
    signed: 0,
    state: { name: "running" },
    ...change,
  };
}

const result: JsonValue = {
  content: [
    {
      type: "text",
      text: "Key findings\n\n  1. Solid-state cells last longer.\n  2. 비용은 여전히 높다.\n  3. 固态电池的界面阻抗仍然是主要难题。",
    },
    {
      type: "image",
      mimeType: "image/png",
      data: "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFUlEQVR4nGNgGAWjYBSMglEwCqgDAAZAAAEfkxpuAAAAAElFTkSuQmCC",
    },
    { type: "resource_link", uri: "file:///srv/notes/report.md", name: "report.md" },
  ],
  structuredContent: { findings: 3, languages: ["en", "ko", "zh"] },
};

const done = call("call-done", {
  ended_at: Date.now() - 2_000,
  state: { name: "done", result, is_error: false },
});
const wrong = call("call-wrong", {
  started_at: Date.now() - 70_000,
  ended_at: Date.now() - 68_000,
  state: {
    name: "done",
    is_error: true,
    result: {
      isError: true,
      content: [{ type: "text", text: "The person refused: not with this text." }],
    },
  },
});
const trapped = call("call-trapped", {
  ended_at: Date.now() - 2_000,
  state: { name: "failed", fault: mismatch },
});
const expired = call("call-expired", {
  ended_at: Date.now() - 2_000,
  signed: 1,
  state: {
    name: "failed",
    fault: {
      code: "call_failed",
      message:
        "“summarize” was answered too late: Demo takes the answers to a round for a limited time only. Nothing was delivered. Run it again; where it asks the same, your answer is filled in.",
      detail: '{"code":-32602,"message":"Invalid or expired requestState"}',
    },
  },
});
const running = call("call-running", {
  state: { name: "running", progress: { done: 12, total: 20, message: "Reading source 12" } },
});

const grants = [
  {
    server: "server-Demo",
    identity: "a",
    models: [sonnet, haiku],
    default: sonnet,
    place: "anywhere" as const,
    at: 1.7e12,
  },
  {
    server: "server-research-pro",
    identity: "b",
    models: [qwen],
    place: "anywhere" as const,
    at: 1.7e12,
  },
  {
    server: "server-watcher",
    identity: "c",
    models: [haiku],
    place: "anywhere" as const,
    at: 1.7e12,
  },
];

function place(change: Partial<Snapshot>, more: Partial<Place> = {}): Place {
  const snapshot = snapshotOf([], { servers: crowd, grants, ...change });
  return { snapshot, details: [], history: [], log: log(), ...more };
}

const many: AccountView = {
  account: {
    id: "account-many",
    name: "OpenRouter",
    kind: "openai",
    base_url: "http://models.example.org/v1",
    headers: ["cf-aig-authorization", "X-Team"],
  },
  has_key: true,
  state: {
    name: "ready",
    at: Date.now() - 90_000,
    models: Array.from({ length: 420 }, (_, at) => ({
      id: `vendor-${at % 17}/model-${at}-instruct${at % 40 === 3 ? "-with-a-name-that-goes-on-and-on-and-on-and-on" : ""}`,
      name: `Model ${at}`,
    })),
  },
};
const rejected: AccountView = {
  account: {
    id: "account-rejected",
    name: "Anthropic, work",
    kind: "anthropic",
    base_url: "https://api.anthropic.com",
    headers: [],
  },
  has_key: true,
  state: {
    name: "failed",
    at: Date.now() - 4_000,
    fault: {
      code: "key_rejected",
      message: "Anthropic does not accept this key. Enter it again, or make a new one there.",
      detail:
        '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"}',
    },
  },
};

const assistant: AccountView = {
  account: {
    id: "account-assistant",
    name: "Claude Code",
    kind: "command",
    base_url: "",
    headers: [],
    program: {
      command: "claude",
      args: [
        ...["-p", "--model", "{model}", "--tools", ""],
        ...["--settings", '{"permissions":{"deny":["Read"]}}', "--safe-mode"],
        ...["--system-prompt", "", "--no-session-persistence"],
      ],
      output: { kind: "text" },
      models: ["sonnet", "opus"],
      seconds: 300,
      identity: "a1b2",
    },
  },
  has_key: false,
  state: { name: "ready", at: Date.now() - 4_000, models: [{ id: "sonnet" }, { id: "opus" }] },
};

const ends: State[] = [
  { name: "released" },
  { name: "released" },
  { name: "refused", gate: "prompt", by: { kind: "person" }, reason: "Not with our numbers." },
  { name: "withdrawn", why: "call_cancelled" },
  {
    name: "failed",
    fault: {
      code: "provider_unreachable",
      message: "The provider cannot be reached. Check the network, then run the tool again.",
      detail: "error sending request for url (https://api.anthropic.com/v1/messages): dns error",
    },
  },
];

/** An exchange that is over, in full and as a line. */
export function closed(at: number): { summary: Summary; detail: ExchangeDetail } {
  const age = at * 3_700_000 + 20_000;
  const state = ends[at % ends.length] ?? { name: "released" as const };
  const sketch = at % 7 === 5 ? conversation(12) : at % 2 ? blog() : summarize();
  const made = make({ ...sketch, state, age });
  const { exchange } = made.detail;
  const signed = state.name === "released" || state.name === "failed";
  const edited = at % 4 === 0 && signed;
  const said = reply(
    "Python was named after the snake, the BBC comedy series that its author, Guido van Rossum, was reading the scripts of while he implemented the language.",
    {
      usage: { input: 3100, output: 58, cached: 2000 },
      request_id: "req_011CSHoEeqs5C35K2UUqR7Fy",
    },
  );
  const mended = {
    ...said,
    content: [
      {
        kind: "text" as const,
        text: "Python was named after Monty Python's Flying Circus, the BBC comedy series that its author, Guido van Rossum, was reading the scripts of.",
      },
    ],
  };
  const first = exchange.asked.messages[0];
  const shorter = {
    ...exchange.asked,
    max_tokens: 1200,
    system: "You are a careful research assistant. Write for executives.",
    messages: [
      message("Summarize the following 12 sources into a report.\n\nSource 1 — (left out)"),
    ],
  };
  const opened = made.summary.opened_at;
  const full: Exchange = {
    ...exchange,
    sent: signed
      ? {
          prompt: edited && first ? shorter : exchange.asked,
          target: { kind: "model", model: haiku },
          by: at % 6 === 1 ? { kind: "rule", rule: "rule-1" } : { kind: "person" },
        }
      : null,
    attempts: signed
      ? [
          {
            target: { kind: "model", model: haiku },
            outcome:
              state.name === "failed"
                ? { kind: "fault", fault: state.fault }
                : { kind: "reply", reply: said },
            timing: { first_ms: 410, total_ms: 2400 },
          },
        ]
      : [],
    returned:
      state.name === "released"
        ? { reply: edited ? mended : said, attempt: 0, by: { kind: "person" } }
        : null,
  };
  const person = { kind: "person" as const };
  const events =
    state.name === "released"
      ? ["received", "presented", "prompt_signed", "drafted", "presented", "reply_signed"]
      : ["received", "presented", ...(signed ? ["prompt_signed"] : []), state.name];
  const offsets = [0, 40, 6140, 8540, 8560, 21_300];
  const { desk: _, ...rest } = made.detail;
  return {
    summary: {
      ...made.summary,
      edited,
      changed_at: opened + 21_300,
      ...(signed ? { model: haiku.model, usage: { input: 3100, output: 58 } } : {}),
      ...(signed && at % 3 > 0 ? { cost: 3_390_000 + at * 10_000 } : {}),
    },
    detail: {
      ...rest,
      exchange: full,
      journal: events.map((event, seq) => ({
        seq,
        at: opened + (offsets[seq] ?? 0),
        event,
        edited: edited && event.endsWith("signed"),
        ...(event.endsWith("signed") || event === "refused" ? { by: person } : {}),
      })),
    },
  };
}

function past(count: number): Place {
  const made = Array.from({ length: count }, (_, at) => closed(at));
  const rows = made.map((one) => one.summary);
  // Newest first: the ids of the world count up, so they are dealt out from the end.
  const ids = rows.map((row) => row.id).reverse();
  const history = rows.map((row, at) => ({ ...row, id: ids[at] ?? row.id }));
  const details = made.map(({ detail }, at) => ({
    ...detail,
    exchange: { ...detail.exchange, id: ids[at] ?? "" },
  }));
  return place({}, { history, details });
}

function calls(...some: CallView[]): Place {
  return place({ calls: some });
}

/** What can be looked at. */
export const places = {
  servers: () => calls(wrong, done),
  running: () => calls(wrong, done, running),
  waiting: () => {
    const asked = make({
      server: "Demo",
      ...summarize(),
      cause: { call: { id: running.id, kind: "tool", tool: "summarize", arguments: {} } },
    });
    const place = calls(running);
    return {
      ...place,
      snapshot: { ...place.snapshot, open: [asked.summary] },
      details: [asked.detail],
    };
  },
  features: () => calls(gotPrompt, gotResource),
  toolError: () => calls(wrong),
  trapped: () => calls(trapped),
  expired: () => calls(expired),
  ruled: () =>
    place({
      rules: [
        { id: "rule-1", server: "server-Demo", identity: "a", model: sonnet, at: Date.now() - 6e5 },
      ],
    }),
  serverless: () => place({ servers: [], grants: [] }),
  accountless: () => place({ accounts: [], grants: [] }),
  accounts: () => place({ accounts: [...accounts, many, rejected] }),
  program: () => place({ accounts: [assistant], grants: [] }),
  gateway: () => place({ accounts: [many], grants: [] }),
  local: () =>
    place(
      { accounts: accounts.slice(0, 1) },
      {
        local: [
          {
            program: "ollama",
            kind: "ollama",
            base_url: "http://127.0.0.1:11434",
            models: [{ id: "qwen3:8b", context: 40_960 }, { id: "gemma3:12b" }],
          },
          {
            program: "llama_cpp",
            kind: "openai",
            base_url: "http://127.0.0.1:8080/v1",
            models: [{ id: "gpt-oss-20b", context: 8192 }],
          },
        ],
      },
    ),
  past: () => past(260),
  answered: () => ({
    ...past(3),
    questions: [
      formQuestion({ standing: { name: "accepted", content: { city: "Huế", days: 7 } } }),
      pageQuestion(true, { standing: { name: "declined" } }),
    ],
  }),
  nothingPast: () => place({}),
} satisfies Record<string, () => Place>;

/** One of them. */
export type PlaceName = keyof typeof places;
