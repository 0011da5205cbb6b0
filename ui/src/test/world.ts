import type {
  AccountView,
  Attempt,
  CatalogueView,
  Cause,
  Content,
  ExchangeDetail,
  Limits,
  Message,
  ModelKnown,
  ModelRef,
  Offers,
  Parameter,
  Preset,
  Prompt,
  Reason,
  Remark,
  Reply,
  ServerView,
  Snapshot,
  State,
  Summary,
} from "../ipc/generated";
import { calledOf, sameModel } from "../state";
import { toolsAlone } from "./features";

// Made-up but realistic: what servers really ask, in several languages and shapes.

export const ANTHROPIC = "01900000-0000-7000-8000-00000000aaaa";
export const LOCAL = "01900000-0000-7000-8000-00000000bbbb";
export const sonnet: ModelRef = { account: ANTHROPIC, model: "claude-sonnet-5-5" };
export const haiku: ModelRef = { account: ANTHROPIC, model: "claude-haiku-5-5" };
export const qwen: ModelRef = {
  account: LOCAL,
  model: "qwen3-coder:30b-a3b-q8_0-with-a-very-long-tag",
};
/** A program that writes: it takes text and nothing else. */
export const writer: ModelRef = { account: LOCAL, model: "writer" };

/** Some of those that the engine knows. */
const presets: Preset[] = [
  { name: "Anthropic", kind: "anthropic", base_url: "https://api.anthropic.com", key: true },
  { name: "OpenAI", kind: "openai_responses", base_url: "https://api.openai.com/v1", key: true },
  {
    name: "Google Gemini",
    kind: "gemini",
    base_url: "https://generativelanguage.googleapis.com/v1",
    key: true,
  },
  {
    name: "Azure OpenAI",
    kind: "openai",
    base_url: "https://RESOURCE.openai.azure.com/openai/v1",
    key: true,
  },
  { name: "OpenRouter", kind: "openai", base_url: "https://openrouter.ai/api/v1", key: true },
  { name: "Ollama", kind: "ollama", base_url: "http://localhost:11434", key: false },
  { name: "LM Studio", kind: "openai", base_url: "http://localhost:1234/v1", key: false },
  { name: "", kind: "openai", base_url: "", key: false },
  {
    name: "Claude Code",
    kind: "command",
    base_url: "",
    key: false,
    program: {
      command: "claude",
      args: [
        ...["-p", "--model", "{model}", "--tools", ""],
        ...["--settings", '{"permissions":{"deny":["Read"]}}', "--safe-mode"],
        ...["--system-prompt", "", "--no-session-persistence"],
      ],
      models: ["sonnet", "opus", "haiku", "fable"],
    },
  },
  {
    name: "Other program",
    kind: "command",
    base_url: "",
    key: false,
    program: { command: "", args: [], models: [] },
  },
];

let count = 0;
/** Ids that sort by the time they were made. */
function id(): string {
  count += 1;
  return `01900000-0000-7000-8000-${count.toString(16).padStart(12, "0")}`;
}

export function text(words: string): Content {
  return { kind: "text", text: words };
}

export function message(words: string, role: Message["role"] = "user"): Message {
  return { role, content: [text(words)] };
}

export function prompt(change: Partial<Prompt> = {}): Prompt {
  return {
    messages: [message("Say hello.")],
    max_tokens: 1000,
    stop_sequences: [],
    tools: [],
    preferences: { hints: [] },
    include_context: "none",
    ...change,
  };
}

export function reply(words: string, change: Partial<Reply> = {}): Reply {
  return {
    content: [text(words)],
    model: "claude-haiku-5-5",
    stop_reason: "end_turn",
    usage: { input: 41, output: 58 },
    ...change,
  };
}

export const accounts: AccountView[] = [
  {
    account: {
      id: ANTHROPIC,
      name: "Anthropic",
      kind: "anthropic",
      base_url: "https://api.anthropic.com",
      headers: [],
    },
    has_key: true,
    state: {
      name: "ready",
      models: [
        { id: "claude-opus-5-5", name: "Claude Opus 5.5" },
        { id: "claude-sonnet-5-5", name: "Claude Sonnet 5.5" },
        { id: "claude-haiku-5-5", name: "Claude Haiku 5.5" },
      ],
      at: Date.now(),
    },
  },
  {
    account: {
      id: LOCAL,
      name: "Workstation",
      kind: "openai",
      base_url: "http://localhost:11434/v1",
      headers: [],
    },
    has_key: false,
    state: { name: "ready", models: [{ id: qwen.model }, { id: "gemma3:12b" }], at: Date.now() },
  },
];

/** The list that came with the app. */
export const catalogue: CatalogueView = {
  source: {
    name: "LiteLLM",
    version: "1.110.2",
    date: "2026-11-25",
    licence: "MIT",
    url: "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
  },
  models: 615,
  overlay_date: "2026-11-25",
  fetched: false,
  host: "raw.githubusercontent.com",
  daily: false,
};

export function server(name: string, change: Partial<ServerView> = {}): ServerView {
  return {
    id: `server-${name}`,
    settings: {
      name,
      launch: { kind: "program", command: "uvx", args: [name], env: [] },
      protocol: "auto",
      sampling: true,
      elicitation: true,
      sampling_tools: true,
    },
    state: {
      name: "running",
      era: "legacy",
      revision: "2025-11-25",
      title: name,
      version: "1.4.0",
      since: Date.now() - 600_000,
      features: toolsAlone,
    },
    tools: [],
    followed: [],
    changed: false,
    patience: {},
    waits: {
      pushed: { kind: "unknown" },
      pulled: { kind: "likely", seconds: 600, known: "sdk" },
    },
    ...change,
  };
}

/** What an exchange of the world is made from. */
export interface Sketch {
  server?: string;
  prompt?: Prompt;
  cause?: Partial<Cause>;
  state?: State;
  attempts?: Attempt[];
  remarks?: Remark[];
  granted?: ModelRef[];
  offers?: Offers;
  age?: number;
  writing?: string;
  sentBy?: ModelRef | "person";
  sentPrompt?: Prompt;
}

export interface Made {
  summary: Summary;
  detail: ExchangeDetail;
}

function firstText(blocks: Content[]): string {
  const found = blocks.find((block) => block.kind === "text");
  return found?.kind === "text" ? found.text : "";
}

function reasonFor(model: ModelRef, granted: ModelRef[], asked: Prompt): Reason {
  const hint = asked.preferences.hints.find((one) => model.model.includes(one));
  if (hint !== undefined) return { kind: "hint", hint };
  if (granted.length === 1) return { kind: "only" };
  return sameModel(model, granted[0] ?? model) ? { kind: "default" } : { kind: "allowed" };
}

/** Micro-dollars for a million tokens, in and out. */
const PRICES: Record<string, [number, number]> = {
  [sonnet.model]: [2_000_000, 10_000_000],
  [haiku.model]: [100_000, 500_000],
};

/** What is known of a model of the world: of a local one, no price. */
export function knownOf(model: string): ModelKnown {
  const [input, output] = PRICES[model] ?? [];
  if (input === undefined || output === undefined) {
    return { facts: { context: 8192 }, grades: { intelligence: 66 }, context_from: "provider" };
  }
  return {
    facts: { context: 1_000_000, output: 128_000, rates: { input, output }, images: true },
    grades: { cost: input > 1_000_000 ? 36 : 68, speed: 60, intelligence: 84 },
    price_from: "catalogue",
    context_from: "catalogue",
  };
}

/** Models in the order in which they are granted, and what a prompt of so many tokens may cost. */
export function offersOf(granted: ModelRef[], asked: Prompt, low = 1200, high = 2600): Offers {
  return {
    ranking: {
      candidates: granted.map((model) => ({ model, reason: reasonFor(model, granted, asked) })),
      unfit: [],
    },
    models: granted.map((model) => {
      const known = knownOf(model.model);
      const { rates, context } = known.facts;
      const reply = asked.max_tokens;
      const cost = rates && {
        low: Math.ceil((low * rates.input) / 1000),
        ceiling: Math.ceil((high * rates.input + reply * rates.output) / 1000),
      };
      return {
        model,
        known,
        estimate: { tokens: { low, high }, reply, ...(cost ? { cost } : {}) },
        fit: context !== undefined && high > context ? "tight" : "fits",
      };
    }),
  };
}

/** An exchange, in full and as a line. */
export function make(sketch: Sketch): Made {
  const name = sketch.server ?? "research-pro";
  const state: State = sketch.state ?? { name: "prompt_review" };
  const asked = sketch.prompt ?? prompt();
  const granted = sketch.granted ?? [sonnet, haiku];
  const exchange = id();
  const opened = Date.now() - (sketch.age ?? 12_000);
  const cause: Cause = {
    server: `server-${name}`,
    server_name: name,
    door: "pushed",
    revision: "2025-11-25",
    certain: true,
    call: {
      id: `call-${name}`,
      kind: "tool",
      tool: "summarize",
      arguments: { topic: "solid-state batteries" },
    },
    ...sketch.cause,
  };
  const attempts = sketch.attempts ?? [];
  const signed = state.name !== "prompt_review" && state.name !== "received";
  const by = sketch.sentBy ?? haiku;
  const last = attempts.at(-1);
  const newest = last?.outcome.kind === "reply" ? last.outcome.reply : undefined;
  const detail: ExchangeDetail = {
    exchange: {
      id: exchange,
      cause,
      asked,
      sent: signed
        ? {
            prompt: sketch.sentPrompt ?? asked,
            target: by === "person" ? { kind: "person" } : { kind: "model", model: by },
            by: { kind: "person" },
          }
        : null,
      attempts,
      returned: null,
      state,
      events: signed ? 3 + attempts.length : 2,
    },
    journal: [
      { seq: 0, at: opened, event: "received", edited: false },
      { seq: 1, at: opened + 40, event: "presented", edited: false },
      ...(signed
        ? [
            {
              seq: 2,
              at: opened + 6_140,
              event: "prompt_signed",
              by: { kind: "person" as const },
              edited: false,
            },
          ]
        : []),
    ],
    desk: {
      remarks: sketch.remarks ?? [],
      granted,
      offers: sketch.offers ?? offersOf(granted, asked),
      ...(sketch.writing === undefined ? {} : { writing: { seq: 1, text: sketch.writing } }),
    },
  };
  const summary: Summary = {
    id: exchange,
    server: cause.server,
    server_name: name,
    door: cause.door,
    revision: cause.revision,
    state,
    preview: firstText(
      newest?.content ?? asked.messages.toReversed().flatMap((one) => one.content),
    ).slice(0, 200),
    opened_at: opened,
    changed_at: opened + 100,
    edited: false,
    ...(cause.call && cause.certain ? { call: cause.call.id } : {}),
    ...(cause.round ? { round: cause.round } : {}),
    ...(cause.call ? { called: calledOf(cause.call) } : {}),
    ...(cause.turn ? { turn: cause.turn } : {}),
    ...(signed ? { model: by === "person" ? "human" : by.model } : {}),
    ...(newest?.usage ? { usage: newest.usage } : {}),
  };
  return { summary, detail };
}

/** A snapshot with these exchanges open. */
const sound: Limits = {
  messages: 10_000,
  bytes: 64 * 1024 * 1024,
  media: 100,
  media_bytes: 32 * 1024 * 1024,
  tools: 512,
  open: 1_024,
  open_in_all: 2_000,
};
const most: Limits = {
  ...sound,
  messages: 100_000,
  media: 1_000,
  open: 10_000,
  open_in_all: 10_000,
};

export function snapshotOf(made: readonly Made[], change: Partial<Snapshot> = {}): Snapshot {
  const names = [...new Set(made.map((one) => one.summary.server_name))];
  return {
    version: "0.1.0",
    storage: { kind: "kept" },
    servers: names.map((name) => server(name)),
    accounts,
    grants: [],
    rules: [],
    limits: { now: sound, sound, most },
    presets,
    catalogue,
    open: made.map((one) => one.summary),
    elicitations: [],
    calls: [],
    ...change,
  };
}

const SOURCES = `Summarize the following 20 sources into a report with key findings, open questions and next steps.

Source 1 — Internal wiki export, fetched with token sk-proj-4f9aQ2mZ…4Qm2
Solid-state cells replace the liquid electrolyte\u200b with a ceramic or polymer. Three groups report more than 1,000 cycles at room temperature; one reports 600 at −10 °C.

Source 2 — 고체 전해질의 이온 전도도는 상온에서 10⁻³ S/cm를 넘어섰다.
Source 3 — 固态电池的界面阻抗仍然是主要难题，尤其是在快速充电时。
Source 4 — Pin thể rắn có mật độ năng lượng cao hơn nhưng chi phí sản xuất vẫn còn lớn.
Source 5 — https://example.org/a/very/long/address/without/any/break/at/all/that/has/to/wrap/somewhere/in/the/card?query=0123456789abcdef0123456789abcdef0123456789abcdef`;

/** The summary that the mock shows: edited text, something hidden, an image. */
export const summarize = (): Sketch => ({
  prompt: prompt({
    system: "You are a helpful research assistant. Write for executives.",
    messages: [
      message(SOURCES),
      {
        role: "user",
        content: [
          {
            kind: "image",
            data: "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFUlEQVR4nGNgGAWjYBSMglEwCqgDAAZAAAEfkxpuAAAAAElFTkSuQmCC",
            mime_type: "image/png",
          },
        ],
      },
    ],
    max_tokens: 4000,
    temperature: 0.2,
    preferences: { hints: ["claude-3-sonnet", "sonnet"], intelligence: 0.8, speed: 0.2 },
  }),
  remarks: [{ kind: "other_content", blocks: 1 }],
});

/** Models of every kind of reason: named, standing in, by wishes, allowed, and ones that cannot. */
export const ranked = (): Sketch => {
  const sketch = summarize();
  const asked = sketch.prompt ?? prompt();
  const opus: ModelRef = { account: ANTHROPIC, model: "claude-opus-5-5" };
  const gemma: ModelRef = { account: LOCAL, model: "gemma3:12b" };
  const granted = [sonnet, haiku, opus, gemma, qwen];
  const offers = offersOf(granted, asked, 6000, 13_000);
  return {
    ...sketch,
    granted,
    offers: {
      ...offers,
      ranking: {
        candidates: [
          {
            model: sonnet,
            reason: { kind: "family", hint: "claude-3-sonnet", family: "Claude Sonnet" },
          },
          {
            model: haiku,
            reason: {
              kind: "equivalent",
              hint: "gpt-4o-mini",
              family: "GPT Mini",
              class: "small",
            },
          },
          {
            model: opus,
            reason: { kind: "wishes", grades: { intelligence: 93, speed: 45 }, points: 83 },
          },
        ],
        unfit: [
          {
            model: gemma,
            why: [{ kind: "images" }, { kind: "context", tokens: 9000, takes: 8192 }],
          },
          { model: qwen, why: [{ kind: "no_key" }] },
        ],
      },
    },
  };
};

/** A review in two requests of one call. */
export const reviews = (): Sketch[] =>
  ["security issues", "performance"].map((about, at) => ({
    server: "code-review",
    age: 31_000,
    cause: {
      call: {
        id: "call-review",
        kind: "tool",
        tool: "review_code",
        arguments: { code: "def add(a, b):\n    return a + b" },
      },
      door: "pulled" as const,
      revision: "2026-07-28",
      round: { number: 1, key: about, of: 2, place: at, arrived_at: Date.now() - 31_000 },
      certain: true,
    },
    prompt: prompt({
      messages: [
        message(`Review this Python function for ${about}:\n\ndef add(a, b):\n    return a + b`),
      ],
    }),
    granted: at === 0 ? [sonnet] : [sonnet, haiku, qwen],
  }));

/** An answer to look at. */
export const blog = (): Sketch => ({
  server: "blog-server",
  age: 8_000,
  state: { name: "reply_review" },
  cause: {
    call: {
      id: "call-blog",
      kind: "tool",
      tool: "create_blog",
      arguments: {
        title: "Where Python comes from",
        content: "Python is actually named after Monty Python Flying Circus",
      },
    },
  },
  prompt: prompt({
    messages: [
      message(
        "Create an abstract of the following blog post: title: Where Python comes from and draft: Python is actually named after Monty Python Flying Circus",
      ),
    ],
  }),
  attempts: [
    {
      target: { kind: "model", model: haiku },
      outcome: {
        kind: "reply",
        reply: reply(
          "Python was named after the snake, the BBC comedy series that its author, **Guido van Rossum**, was reading the scripts of while he implemented the language. The name was meant to be short, unique and slightly mysterious.\n\n- See [the FAQ](https://docs.python.org/3/faq/general.html)\n- ![logo](https://example.org/logo.png)",
        ),
      },
      timing: { first_ms: 400, total_ms: 2400 },
    },
  ],
});

/** The same, after two tries, the newest of which failed. */
export const failed = (): Sketch => {
  const first = blog();
  return {
    ...first,
    server: "flaky-server",
    attempts: [
      ...(first.attempts ?? []),
      {
        target: { kind: "model", model: sonnet },
        outcome: {
          kind: "fault",
          fault: {
            code: "rate_limited",
            message:
              "Anthropic asks to wait: this account has used up its tokens for this minute. Try again in a while, or take another model.",
            detail:
              '{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 30,000 input tokens per minute."},"request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"}',
          },
          partial: reply("Python was named after", { model: sonnet.model }),
        },
        timing: { total_ms: 900 },
        beside: {
          allowance: {
            requests: { left: 49, of: 50, again_s: 60 },
            tokens: { left: 0, of: 30_000, again_s: 42 },
          },
        },
      },
    ],
  };
};

/** A try that failed for a temperature, with the thinking of the one before it. */
export const picky = (parameter: Parameter = "temperature"): Sketch => {
  const first = blog();
  const thinking = {
    text: "The draft names Monty Python. I check the year, then I write three lines.",
    kind: "anthropic" as const,
    uses: [],
    records: [],
  };
  return {
    ...first,
    server: "picky-server",
    prompt: prompt({ ...first.prompt, temperature: 0.3 }),
    attempts: [
      ...(first.attempts ?? []).map((attempt) => ({ ...attempt, beside: { thinking } })),
      {
        target: { kind: "model", model: haiku },
        outcome: {
          kind: "fault",
          fault: {
            code: "invalid",
            message:
              "api.openai.com does not accept this prompt. Change it, or choose another model. It says: “Unsupported parameter: 'temperature' is not supported with this model.”",
            parameter,
          },
        },
        timing: { total_ms: 240 },
      },
    ],
  };
};

/** A translation being written. */
export const translating = (): Sketch => ({
  server: "translator",
  age: 4_000,
  state: { name: "generating" },
  sentBy: sonnet,
  cause: {
    call: {
      id: "call-translate",
      kind: "tool",
      tool: "translate",
      arguments: { text: "Hello, world", target_language: "Vietnamese" },
    },
  },
  prompt: prompt({
    messages: [message("Translate into Vietnamese: Hello, world. It is a fine day.")],
  }),
  writing: "Xin chào thế giới, hôm nay là một ngày đẹp trời.",
});

/** A server that nobody called. */
export const unsolicited = (): Sketch => ({
  server: "watcher",
  cause: { revision: "2025-06-18" },
  prompt: prompt({ messages: [message("A file changed. Describe the change.")] }),
});

/** An unsolicited cause has no call at all. */
export function withoutCall(made: Made): Made {
  const { call: _, ...cause } = made.detail.exchange.cause;
  const { called: __, ...summary } = made.summary;
  return {
    summary,
    detail: { ...made.detail, exchange: { ...made.detail.exchange, cause } },
  };
}

/** The very same was answered and signed in the run before. */
export function withEarlier(made: Made): Made {
  const said = made.detail.exchange.attempts[0]?.outcome;
  const earlier = {
    exchange: "exchange-before",
    at: Date.now() - 700_000,
    reply: said?.kind === "reply" ? said.reply : reply("Three findings, in plain words."),
  };
  const { desk } = made.detail;
  return desk ? { ...made, detail: { ...made.detail, desk: { ...desk, earlier } } } : made;
}

/** A long conversation. */
export const conversation = (messages = 200): Sketch => ({
  server: "agent-with-a-very-long-name-that-somebody-typed-without-any-space",
  prompt: prompt({
    messages: Array.from({ length: messages }, (_, at) =>
      message(
        `${at + 1}. ${at % 2 ? "Đúng vậy, và đây là lý do." : "그렇다면 다음 단계는 무엇인가요? 请继续。"} ${"And so on, at some length. ".repeat(at % 7)}`,
        at % 2 ? "assistant" : "user",
      ),
    ),
    max_tokens: 1_000_000,
    stop_sequences: ["\n\nHuman:", "END"],
  }),
  remarks: [
    { kind: "huge_limit", max_tokens: 1_000_000 },
    { kind: "odd", oddity: { kind: "fraction", field: "params.maxTokens" } },
    { kind: "odd", oddity: { kind: "unknown", field: "params.topP" } },
  ],
});

/** Nothing to send. */
export const empty = (): Sketch => ({
  server: "broken",
  prompt: prompt({ messages: [], max_tokens: 0 }),
  remarks: [{ kind: "no_messages" }, { kind: "no_room" }],
});
