import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { GUARD_MS } from "../../kit";
import { scenes } from "../../test/scenes";
import { ready, settle, show, showWorld } from "../../test/show";
import { sight } from "../../test/sight";
import {
  accounts,
  blog,
  conversation,
  empty,
  failed,
  haiku,
  make,
  message,
  prompt,
  server,
  sonnet,
  summarize,
  unsolicited,
  withEarlier,
  withoutCall,
} from "../../test/world";

const sign = () => screen.getByRole("button", { name: /^Sign and/ });

/** Types into an editor, as CodeMirror hears it. */
function rewrite(label: string, words: string): void {
  const view = EditorView.findFromDOM(screen.getByRole("textbox", { name: label }));
  if (!view) throw new Error(`no editor ${label}`);
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } }));
}

describe("a card that has just appeared", () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: false });
    return () => vi.useRealTimers();
  });

  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  test("ignores clicks and keys for half a second, then takes them", async () => {
    const made = make(summarize());
    const { decisions } = await show([made]);
    await pass(GUARD_MS - 10);
    fireEvent.click(sign());
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    fireEvent.click(screen.getByRole("button", { name: "Answer it myself" }));
    await pass(0);
    expect(decisions()).toEqual([]);

    await pass(20);
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    await pass(0);
    expect(decisions()).toHaveLength(1);
  });

  test("a held key signs nothing, and the next card has its own half second", async () => {
    const [first, second] = [make(summarize()), make({ server: "other" })];
    const { decisions } = await show([first, second]);
    await pass(GUARD_MS + 10);
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    await pass(50);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("other asks a model");
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true, repeat: true });
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    await pass(GUARD_MS);
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true, repeat: true });
    await pass(0);
    expect(decisions().map((one) => one.id)).toEqual([first.detail.exchange.id]);
  });

  test("so does one that changed its gate", async () => {
    const made = make(summarize());
    const { decisions } = await show([made]);
    await pass(GUARD_MS + 10);
    fireEvent.click(screen.getByRole("button", { name: "Answer it myself" }));
    await pass(20);
    rewrite("Reply", "mine");
    fireEvent.click(sign());
    await pass(0);
    expect(decisions()).toHaveLength(1);
    await pass(GUARD_MS);
    fireEvent.click(sign());
    await pass(0);
    expect(decisions().map((one) => one.decision.kind)).toEqual(["sign_prompt", "sign_reply"]);
  });
});

test("signing without a change carries no edit, the chosen model, and what was seen", async () => {
  const made = make(summarize());
  const { user, decisions } = await show([made]);
  await ready();
  await user.click(sign());
  expect(decisions()).toEqual([
    {
      id: made.detail.exchange.id,
      seen: 2,
      decision: { kind: "sign_prompt", target: { kind: "model", model: sonnet }, span: "once" },
    },
  ]);
});

test("signing with edits carries the whole prompt as edited", async () => {
  const sketch = summarize();
  const { user, decisions } = await show([make(sketch)]);
  await ready();
  rewrite("System prompt", "Write for children.");
  rewrite("Message 1, user", "Summarize.");
  const tokens = screen.getByRole("textbox", { name: "Max tokens" });
  await user.clear(tokens);
  await user.type(tokens, "50");
  await user.tab();
  await user.click(sign());
  expect(decisions()[0]?.decision).toEqual({
    kind: "sign_prompt",
    target: { kind: "model", model: sonnet },
    span: "once",
    edited: {
      ...sketch.prompt,
      system: "Write for children.",
      max_tokens: 50,
      messages: [message("Summarize."), sketch.prompt?.messages[1]],
    },
  });
});

test("the wide signature is one menu away, and says what it covers", async () => {
  const { user, decisions } = await show([make(summarize())]);
  await ready();
  await user.click(screen.getByRole("button", { name: "Other ways to sign" }));
  await user.click(screen.getByRole("menuitem", { name: /Everything research-pro asks/ }));
  expect(decisions()[0]?.decision).toMatchObject({ kind: "sign_prompt", span: "session" });
});

test("refusing by key tells the server the reason, if one was given", async () => {
  const [first, second] = [make(summarize()), make({ server: "other" })];
  const { user, decisions } = await show([first, second]);
  await ready();
  await user.keyboard("{Backspace}");
  await user.type(await screen.findByRole("textbox", { name: /^Reason/ }), "Not with this text.");
  await user.click(screen.getByRole("button", { name: "Refuse" }));
  expect(decisions()[0]?.decision).toEqual({ kind: "refuse", reason: "Not with this text." });

  await waitFor(() =>
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch("other"),
  );
  await ready();
  await user.keyboard("{Delete}");
  await user.click(await screen.findByRole("button", { name: "Refuse" }));
  expect(decisions()[1]?.decision).toEqual({ kind: "refuse" });
});

test("Backspace in a text refuses nothing", async () => {
  const { user } = await show([make(summarize())]);
  await ready();
  await user.click(screen.getByRole("textbox", { name: "Max tokens" }));
  await user.keyboard("{Backspace}");
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("messages that were not in sight to their end are counted beside the signature", async () => {
  sight.sees = () => false;
  await show([make(conversation(5))]);
  expect(screen.getByText(/5 messages not seen/)).toBeDefined();
});

test("messages that stayed in sight are not counted", async () => {
  await show([make(conversation(5))]);
  await waitFor(() => expect(screen.getByText("once, this request")).toBeDefined());
});

test("an edit survives going to another card and back", async () => {
  const { user, decisions } = await show([make(summarize()), make({ server: "other" })]);
  rewrite("System prompt", "Kept.");
  await user.click(screen.getByRole("button", { name: /^other/ }));
  await settle();
  await user.click(screen.getByRole("button", { name: /^research-pro/ }));
  await ready();
  await user.click(sign());
  expect(decisions()[0]?.decision).toMatchObject({ edited: { system: "Kept." } });
});

test.each([
  [make(empty()), "There is nothing to send yet."],
  [make({ prompt: prompt({ max_tokens: 0 }) }), "Max tokens must be at least 1."],
  [make({ granted: [] }), "No model is chosen yet."],
])("a request that cannot be sent says why, %#", async (made, why) => {
  const { user, decisions } = await show([made]);
  await ready();
  const footer = sign().closest("footer");
  if (!footer) throw new Error("no footer");
  expect(within(footer).getByText(why)).toBeDefined();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(decisions()).toEqual([]);
});

test("a server without a grant is asked about on the card, and can then be signed for", async () => {
  const { user, fake, decisions } = await show([make({ granted: [] })], {
    servers: [server("research-pro", { changed: true })],
  });
  expect(screen.getByRole("heading", { name: "Which models may research-pro use?" })).toBeDefined();
  expect(screen.getByText(/changed since you allowed models/)).toBeDefined();
  await user.click(screen.getByRole("checkbox", { name: /haiku/ }));
  await user.click(screen.getByRole("button", { name: "Let it use this model" }));
  expect(fake.calls.find((call) => call.command === "set_grant")?.args).toEqual({
    server: "server-research-pro",
    access: { models: [haiku] },
  });
  await ready();
  await waitFor(() => expect(sign()).toHaveProperty("disabled", false));
  await user.click(sign());
  expect(decisions()[0]?.decision).toMatchObject({ target: { kind: "model", model: haiku } });
});

test("without any account it leads to Models, or to answering by hand", async () => {
  const { user } = await show([make({ granted: [] })], { accounts: [] });
  expect(screen.getAllByRole("button", { name: "Answer it myself" })).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: "Add an account" }));
  expect(screen.getByRole("main", { name: "Models" })).toBeDefined();
});

test("a request that nobody asked for says so", async () => {
  await show([withoutCall(make(unsolicited()))]);
  expect(screen.getByText("Nobody asked for this: no call was running.")).toBeDefined();
});

test("a reply is signed as said, or as edited", async () => {
  const { user, decisions } = await show([make(blog())]);
  await ready();
  rewrite("Reply", "Named after Monty Python.");
  await user.click(sign());
  expect(decisions()[0]?.decision).toMatchObject({
    kind: "sign_reply",
    attempt: 0,
    edited: {
      content: [{ kind: "text", text: "Named after Monty Python." }],
      model: "claude-haiku-5-5",
    },
  });
});

test("the preview loads nothing and follows no link; a click shows where it leads", async () => {
  const { user } = await show([make(blog())]);
  await user.click(screen.getByRole("radio", { name: "Preview" }));
  expect(document.querySelector("img, a, iframe, script")).toBeNull();
  await user.click(screen.getByRole("button", { name: "the FAQ" }));
  expect(screen.getByText("https://docs.python.org/3/faq/general.html")).toBeDefined();
});

test("a failed try cannot be signed; another answer can be taken, or another try begun", async () => {
  const { user, decisions } = await show([make(failed())]);
  await ready();
  expect(sign()).toHaveProperty("disabled", true);
  expect(screen.getByText(/Anthropic asks to wait/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: /^1\. claude-haiku/ }));
  await user.click(sign());
  expect(decisions()[0]?.decision).toEqual({ kind: "sign_reply", attempt: 0 });
});

test("a decision that came too late says so, and signs nothing twice", async () => {
  const made = make(summarize());
  const { user, fake, decisions } = await show([made]);
  await ready();
  fake.failNext("decide_exchange", { code: "too_late", message: "It has moved on." });
  await user.click(sign());
  expect(await screen.findByText("It has moved on.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Show what is true now" }));
  expect(screen.queryByText("It has moved on.")).toBeNull();
  expect(decisions()).toHaveLength(1);
});

test("after a decision the next one that waits is there, with its heading in focus", async () => {
  const { user } = await show([make(summarize()), make({ server: "other" })]);
  await ready();
  await user.click(sign());
  await waitFor(() => {
    const heading = screen.getByRole("heading", { level: 1 });
    expect(heading.textContent).toBe("other asks a model");
    expect(document.activeElement).toBe(heading);
  });
});

test("what is withdrawn while one looks at it stays in sight, and says why", async () => {
  const made = make(summarize());
  const { fake } = await show([made]);
  const state = { name: "withdrawn" as const, why: "server_gone" as const };
  const { desk: _, ...rest } = made.detail;
  fake.details.set(made.summary.id, { ...rest, exchange: { ...rest.exchange, state, events: 3 } });
  act(() => fake.emit({ kind: "exchange", exchange: { ...made.summary, state } }));
  expect(await screen.findByText(/The server exited, crashed or was stopped./)).toBeDefined();
  expect(screen.getByText("The server no longer waits.")).toBeDefined();
  expect(screen.getByText(/Nothing was delivered./)).toBeDefined();
});

test("what a person had written when the server gave up can still be copied", async () => {
  const made = make(blog());
  const { user, fake } = await show([made]);
  await ready();
  rewrite("Reply", "My own words, nearly done.");
  const state = { name: "withdrawn" as const, why: "server_gave_up" as const };
  const { desk: _, ...rest } = made.detail;
  fake.details.set(made.summary.id, { ...rest, exchange: { ...rest.exchange, state, events: 9 } });
  act(() => fake.emit({ kind: "exchange", exchange: { ...made.summary, state } }));
  expect(await screen.findByText("The server no longer waits.")).toBeDefined();
  expect(screen.getByText("What you had written")).toBeDefined();
  expect(screen.getByText("My own words, nearly done.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toBe("My own words, nearly done.");
});

test("how long a server likely waits is said, and that it hears of us", async () => {
  const late = scenes.late();
  await showWorld(late.snapshot, late.details);
  expect(screen.getAllByText(/likely waits \d+\s?s more/).length).toBeGreaterThan(0);
  expect(screen.getByText(/gives up after a minute/)).toBeDefined();
  expect(screen.getByText("has likely stopped waiting")).toBeDefined();
  expect(screen.queryByText(/likely keeps waiting/)).toBeNull();
});

test("an answer that was signed for the very same request is filled in by a signature", async () => {
  const { user, decisions } = await show([withEarlier(make(summarize()))]);
  await ready();
  expect(screen.getByRole("heading", { name: /^Same request as at/ })).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Sign, and take this answer" }));
  expect(decisions()[0]?.decision).toEqual({ kind: "fill_in" });
});

test("text that a model writes appears as it comes", async () => {
  const made = make({ ...blog(), attempts: [], state: { name: "generating" }, writing: "One" });
  const { fake } = await show([made]);
  const stream = screen.getByRole("region", { name: "The answer so far" });
  expect(stream.textContent).toBe("One");
  act(() => fake.emit({ kind: "delta", exchange: made.summary.id, seq: 2, text: " two\nthree" }));
  expect(stream.textContent).toBe("One two\nthree");
});

test("what a model wrote stays until its reply is there, and the next try begins empty", async () => {
  const made = make({ ...blog(), attempts: [], state: { name: "generating" }, writing: "One" });
  const { fake } = await show([made]);
  const written = () => screen.getByRole("region", { name: "The answer so far" }).textContent;
  const { desk } = made.detail;
  if (desk) desk.writing = { seq: 0, text: "" };
  const become = (name: "generating" | "reply_review") =>
    act(() => fake.emit({ kind: "exchange", exchange: { ...made.summary, state: { name } } }));
  become("reply_review");
  expect(written()).toBe("One");
  become("generating");
  expect(written()).toBe("");
  act(() => fake.emit({ kind: "delta", exchange: made.summary.id, seq: 1, text: "Two" }));
  expect(written()).toBe("Two");
});

test("of what somebody walks past only the name is shown, and nothing can be decided", async () => {
  const { decisions } = await show([make(summarize()), make({ server: "passed" })]);
  await ready();
  act(() => {
    for (const key of ["j", "j"]) fireEvent.keyDown(document.body, { key });
  });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("passed asks a model");
  expect(screen.queryByRole("button", { name: /^Sign and send/ })).toBeNull();
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(await screen.findByRole("button", { name: /^Sign and send/ })).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("passed asks a model");
  expect(decisions()).toEqual([]);
});

test("J and K walk through the queue", async () => {
  const { user } = await show([make(summarize()), make({ server: "other" })]);
  await user.keyboard("j");
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("other asks a model");
  await user.keyboard("k");
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toMatch("research-pro");
});

test("a newcomer starts the demo server with one button", async () => {
  const { user, fake } = await show([], { servers: [], accounts });
  await user.click(screen.getByRole("button", { name: "Start the demo server" }));
  expect(fake.calls.map((call) => call.command)).toEqual(
    expect.arrayContaining(["save_server", "start_server"]),
  );
  expect(fake.calls[0]?.args).toMatchObject({
    settings: { launch: { kind: "demo" }, sampling: true, elicitation: true },
  });
  expect(await screen.findByRole("main", { name: "Servers" })).toBeDefined();
});
