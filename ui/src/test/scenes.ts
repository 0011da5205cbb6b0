import type { ExchangeDetail, Snapshot } from "../ipc/generated";
import { gallery, pictures, sounds, thread, tools, used } from "./content";
import { everything } from "./features";
import { formQuestion, pageQuestion, pausedCall, roundTrip } from "./questions";
import {
  blog,
  conversation,
  empty,
  failed,
  type Made,
  make,
  message,
  picky,
  prompt,
  qwen,
  ranked,
  reviews,
  server,
  snapshotOf,
  summarize,
  translating,
  unsolicited,
  withEarlier,
  withoutCall,
  writer,
} from "./world";

interface World {
  snapshot: Snapshot;
  details: ExchangeDetail[];
}

function world(made: Made[], change: Partial<Snapshot> = {}): World {
  return { snapshot: snapshotOf(made, change), details: made.map((one) => one.detail) };
}

/** The last of them waits; the others are over. */
function opened(made: Made[]): World {
  return { ...world(made), snapshot: snapshotOf(made.slice(-1)) };
}

const call = (name: string, tool: string, id: string) => ({
  id,
  server: `server-${name}`,
  what: { kind: "tool" as const, tool, arguments: {} },
  started_at: Date.now() - 40_000,
  signed: 0,
  state: { name: "running" as const },
});

/** What the window can be looked at with. */
export const scenes = {
  desk: () =>
    world([make(summarize()), ...reviews().map(make), make(blog()), make(translating())], {
      calls: [call("code-review", "review_code", "call-review")],
    }),
  ranked: () => world([make(ranked())]),
  writer: () => world([make({ ...summarize(), granted: [writer] })]),
  priceless: () => world([make({ ...summarize(), granted: [qwen] })]),
  unfit: () => {
    const sketch = ranked();
    const { offers } = sketch;
    return world([
      make({
        ...sketch,
        ...(offers
          ? { offers: { ...offers, ranking: { ...offers.ranking, candidates: [] } } }
          : {}),
      }),
    ]);
  },
  reply: () => world([make(blog()), make(summarize())]),
  failed: () => world([make(failed())]),
  picky: () => world([make(picky())]),
  again: () => world([withEarlier(make(summarize())), make(blog())]),
  againReply: () => world([withEarlier(make(blog()))]),
  late: () => {
    const patience = (seconds: number) =>
      ({
        pushed: { kind: "likely", seconds, known: "runtime" },
        pulled: { kind: "endless" },
      }) as const;
    const made = [
      make({ ...summarize(), age: 20_000 }),
      make({ ...unsolicited(), server: "told", age: 100_000 }),
      make({ ...blog(), server: "gone", age: 90_000 }),
    ];
    const [first, told, gone] = made;
    if (first && told && gone) {
      told.summary = { ...told.summary, kept_informed: true };
      return world([first, told, gone], {
        servers: made.map((one) => server(one.summary.server_name, { waits: patience(60) })),
      });
    }
    return world(made);
  },
  writing: () => world([make(translating())]),
  thinking: () => {
    const made = make(translating());
    const { desk } = made.detail;
    if (desk?.writing) desk.writing.thinking = "The tone is plain, so “xin chào” fits better.";
    return world([made]);
  },
  long: () => world([make(conversation()), make(summarize())]),
  empty: () => world([make(empty())]),
  unsolicited: () => world([withoutCall(make(unsolicited()))]),
  ungranted: () => world([make({ ...summarize(), granted: [] })]),
  changed: () => {
    const made = make({ ...summarize(), granted: [] });
    return world([made], { servers: [server("research-pro", { changed: true })] });
  },
  accountless: () => world([make({ ...summarize(), granted: [] })], { accounts: [] }),
  newcomer: () => world([], { servers: [], accounts: [] }),
  quiet: () =>
    world([], {
      servers: [server("research-pro"), server("stopped", { state: { name: "stopped" } })],
    }),
  thousand: () =>
    world(
      Array.from({ length: 1000 }, (_, at) =>
        make({
          server: `server ${at % 17}`,
          age: 1000 * (1000 - at),
          prompt: prompt({ messages: [message(`Request number ${at}: what is it about?`)] }),
        }),
      ),
    ),
  huge: () =>
    world([
      make({
        ...summarize(),
        prompt: prompt({ messages: [message("All work and no play. ".repeat(381_000))] }),
        remarks: [{ kind: "huge_text", bytes: 8_382_000 }],
      }),
    ]),
  /** A server that says how far it is, has context of its own, and would like it added. */
  wishing: () => {
    const made = make({ ...summarize(), server: "notes" });
    const { asked } = made.detail.exchange;
    asked.include_context = "this_server";
    const running = server("notes");
    const state = { ...running.state, features: everything } as typeof running.state;
    const id = made.detail.exchange.cause.call?.id ?? "";
    const progress = { done: 12, total: 20, message: "Reading the notes of the twelfth day" };
    return world([made], {
      servers: [{ ...running, state }],
      calls: [{ ...call("notes", "summarize", id), state: { name: "running", progress } }],
    });
  },
  pictures: () => world([make(pictures())]),
  sounds: () => world([make(sounds())]),
  gallery: () => world([make(gallery())]),
  tools: () => world([make(tools())]),
  used: () => world([make(used())]),
  thread: () => opened(thread()),
  changed_thread: () => opened(thread("changed")),
  opening: () => world([], { storage: { kind: "opening" } }),
  locked: () =>
    world([], {
      storage: {
        kind: "unavailable",
        fault: {
          code: "vault_locked",
          message:
            "The keychain is locked, so the key of your history cannot be read. Unlock it and try again.",
          detail:
            "org.freedesktop.Secret.Error.IsLocked: Cannot create an item in a locked collection",
        },
      },
    }),
  unreadable: () =>
    world([], {
      storage: {
        kind: "unavailable",
        fault: {
          code: "history_unreadable",
          message: "The history cannot be opened with the key in the keychain.",
        },
      },
    }),
  form: () => world([], { servers: [server("travel")], elicitations: [formQuestion()] }),
  page: () => world([], { servers: [server("travel")], elicitations: [pageQuestion()] }),
  oddPage: () => world([], { servers: [server("travel")], elicitations: [pageQuestion(true)] }),
  visited: () =>
    world([], {
      servers: [server("travel")],
      elicitations: [pageQuestion(false, { standing: { name: "opened" } })],
    }),
  round: () => {
    const { made, questions } = roundTrip();
    return world(made, { elicitations: questions });
  },
  paused: () => world([], { servers: [server("travel")], calls: [pausedCall()] }),
  session: () => world([make(summarize())], { storage: { kind: "session_only" } }),
} satisfies Record<string, () => World>;

/** One of them. */
export type Scene = keyof typeof scenes;
