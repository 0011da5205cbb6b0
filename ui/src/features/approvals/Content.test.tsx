import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Content, Decision } from "../../ipc/generated";
import { offered, picture, pictures, sounds, thread, tools, used } from "../../test/content";
import { CHART } from "../../test/media";
import { ready, settle, show, showWorld } from "../../test/show";
import { make, prompt, snapshotOf, text } from "../../test/world";

const sign = () => screen.getByRole("button", { name: /^Sign and/ });

/** Types into an editor, as CodeMirror hears it. */
function rewrite(label: string, words: string): void {
  const view = EditorView.findFromDOM(screen.getByRole("textbox", { name: label }));
  if (!view) throw new Error(`no editor ${label}`);
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } }));
}

/** What was signed first. */
function edited(decisions: { decision: Decision }[]) {
  const [first] = decisions;
  if (first?.decision.kind !== "sign_prompt") throw new Error("no prompt was signed");
  return first.decision.edited;
}

describe("pictures and sounds", () => {
  test("only pictures of the kinds that hold nothing else are drawn, and from the request itself", async () => {
    await show([make(pictures())]);
    const drawn = await screen.findAllByRole("img");
    expect(drawn.map((one) => one.getAttribute("src"))).toEqual([`data:image/png;base64,${CHART}`]);
    expect(screen.getByText(/^image\/png · 480 × 270 · /)).toBeDefined();
    expect(screen.getByText(/^This picture is broken/)).toBeDefined();
    expect(screen.getByText(/^Not shown: it is of a kind that may hold more/)).toBeDefined();
  });

  test("a press shows a picture in full", async () => {
    const { user } = await show([make(pictures())]);
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture" }));
    const dialog = await screen.findByRole("dialog", { name: "Picture, 480 × 270" });
    expect(within(dialog).getByRole("img")).toBeDefined();
  });

  test("a sound plays only when told to, and one that cannot be played says so", async () => {
    const able = vi.spyOn(HTMLMediaElement.prototype, "canPlayType");
    able.mockImplementation((type) => (type === "audio/wav" ? "maybe" : ""));
    await show([make(sounds())]);
    const sound = await screen.findByLabelText("Sound");
    expect(sound).toMatchObject({ autoplay: false, preload: "none", controls: true });
    expect(screen.getByText(/it is not of a kind of sound that this window knows/)).toBeDefined();
    fireEvent.error(sound);
    expect(await screen.findByText(/^This window cannot play it/)).toBeDefined();
    able.mockRestore();
  });

  test("what a block carries stays with it when the block beside it is edited", async () => {
    const sketch = pictures();
    const { user, decisions } = await show([make(sketch)]);
    await ready();
    await user.click(screen.getByText("Carries: annotations, _meta"));
    expect(screen.getByText(/"priority": 0.9/)).toBeDefined();
    rewrite("Message 1, user, part 1", "What?");
    await user.click(sign());
    const [first] = edited(decisions())?.messages ?? [];
    expect(first?.content).toEqual([text("What?"), sketch.prompt?.messages[0]?.content[1]]);
  });

  test("a file becomes a part of the message, and one that is no picture is refused in words", async () => {
    const { user, decisions } = await show([make({ prompt: prompt() })]);
    await ready();
    const field = screen.getByLabelText("Picture or sound from a file…", { selector: "input" });
    const bytes = Uint8Array.from(atob(CHART), (character) => character.charCodeAt(0));
    const choose = (name: string, data: BlobPart) =>
      fireEvent.change(field, {
        target: { files: [new File([data], name, { type: "image/png" })] },
      });
    choose("page.png", "<svg onload='x'/>");
    expect(await screen.findByText(/^page.png is no picture/)).toBeDefined();
    choose("chart.png", bytes);
    await screen.findByText(/^image\/png · 480 × 270/);
    await user.click(sign());
    expect(edited(decisions())?.messages[0]?.content).toEqual([text("Say hello."), picture]);
  });
});

describe("tools of a request", () => {
  test("are shown with what they take, and taken out one by one", async () => {
    const { user, decisions } = await show([make(tools())]);
    await ready();
    await user.click(screen.getByRole("button", { name: "3 tools the model may ask for" }));
    expect(screen.getByText("How many days, from today on.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Take find_trains out" }));
    await user.click(sign());
    const names = edited(decisions())?.tools.map((tool) => tool.name);
    expect(names).toEqual(["get_weather", "final_answer"]);
  });

  test("cannot be demanded where none is left", async () => {
    const sketch = tools();
    const must = prompt({ ...sketch.prompt, tool_choice: "required" });
    const { user, decisions } = await show([make({ ...sketch, prompt: must })]);
    await ready();
    await user.click(screen.getByRole("button", { name: "Remove the tools" }));
    expect(screen.getAllByText(/^The model must use a tool, and there is none/)).toHaveLength(2);
    expect(sign()).toHaveProperty("disabled", true);
    await user.click(screen.getByRole("button", { name: /May the model use them/ }));
    await user.click(await screen.findByRole("option", { name: "it may use them" }));
    await user.click(sign());
    expect(edited(decisions())).toMatchObject({ tools: [], tool_choice: "auto" });
  });
});

describe("a reply that uses a tool", () => {
  const misfit = {
    kind: "arguments",
    id: "toolu_01A",
    tool: "get_weather",
    at: "",
    why: '"city" is a required property',
  };

  test("that does not fit is signed only once somebody says that it goes as it is", async () => {
    const { user, decisions } = await show([make(used())]);
    await ready();
    expect(await screen.findByText(/"city" is a required property/)).toBeDefined();
    expect(sign()).toHaveProperty("disabled", true);
    await user.click(
      screen.getByRole("checkbox", { name: "I have seen it, and sign it as it is" }),
    );
    await user.click(sign());
    expect(decisions().at(-1)?.decision).toEqual({
      kind: "sign_reply",
      attempt: 0,
      despite: [misfit],
    });
  });

  test("is edited as JSON, which is checked before it is taken", async () => {
    const { user, decisions } = await show([make(used())]);
    await ready();
    const frame = screen.getByText("The model wants to run get_weather").closest("div");
    if (!frame) throw new Error("no frame");
    await user.click(within(frame).getByRole("button", { name: "Edit" }));
    await screen.findByRole("textbox", { name: "Reply, part 2" });
    rewrite("Reply, part 2", '{"city": ');
    await user.click(screen.getByRole("button", { name: "Take it" }));
    expect(await screen.findByText(/^This is not JSON yet/)).toBeDefined();
    rewrite("Reply, part 2", "[1]");
    await user.click(screen.getByRole("button", { name: "Take it" }));
    expect(await screen.findByText("It must be an object.")).toBeDefined();
    rewrite("Reply, part 2", '{"city": "Huế"}');
    await user.click(screen.getByRole("button", { name: "Take it" }));
    await waitFor(() => expect(sign()).toHaveProperty("disabled", false));
    await user.click(sign());
    const decision = decisions().at(-1)?.decision;
    if (decision?.kind !== "sign_reply") throw new Error("no reply was signed");
    expect(decision.despite).toBeUndefined();
    expect(decision.edited?.content[1]).toEqual({
      kind: "tool_use",
      id: "toolu_01A",
      name: "get_weather",
      input: { city: "Huế" },
    });
  });

  test("can be written by hand, with an id of its own", async () => {
    const { user, decisions } = await show([make(tools())]);
    await ready();
    await user.click(screen.getByRole("button", { name: "Answer it myself" }));
    await ready();
    await user.click(screen.getByRole("button", { name: "Add a part" }));
    await user.click(await screen.findByRole("menuitem", { name: "Use find_trains" }));
    await screen.findByRole("textbox", { name: "Reply" });
    // What is being edited and not taken yet would be lost.
    expect(screen.getByText(/^You are still editing JSON/)).toBeDefined();
    expect(sign()).toHaveProperty("disabled", true);
    rewrite("Reply", '{"from": "Huế", "to": "Vinh"}');
    await user.click(screen.getByRole("button", { name: "Take it" }));
    await settle();
    await user.click(sign());
    const decision = decisions().at(-1)?.decision;
    if (decision?.kind !== "sign_reply") throw new Error("no reply was signed");
    expect(decision.edited).toMatchObject({
      stop_reason: "tool_use",
      content: [{ kind: "tool_use", name: "find_trains", input: { from: "Huế", to: "Vinh" } }],
    });
    const [use] = (decision.edited?.content ?? []) as Extract<Content, { kind: "tool_use" }>[];
    expect(use?.id).toMatch(/^call_[0-9a-f]{20}$/);
  });
});

describe("a later turn of a conversation", () => {
  const open = async (signed?: "changed") => {
    const made = thread(signed);
    return showWorld(
      snapshotOf(made.slice(-1)),
      made.map((one) => one.detail),
    );
  };

  test("counts what was signed before, folds it, and marks what is new", async () => {
    const { user } = await open();
    expect(await screen.findByText("Turn 3 of 3")).toBeDefined();
    expect(screen.getByText("4 messages, the same that you signed in turn 2.")).toBeDefined();
    expect(screen.queryByText("I look at the weather first.", { selector: "p" })).toBeNull();
    expect(screen.getByText("New in turn 3")).toBeDefined();
    expect(screen.getByText("What find_trains gave; it failed")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Show what came before" }));
    expect(screen.getByText("What get_weather gave")).toBeDefined();
  });

  test("is not folded where a person had changed what the server sends again", async () => {
    await open("changed");
    expect(await screen.findByText(/here are its own words again/)).toBeDefined();
    expect(screen.getByText("What get_weather gave")).toBeDefined();
  });

  test("leads to the turns before", async () => {
    const { user, fake } = await open();
    await user.click(await screen.findByRole("button", { name: /^Turn 1:/ }));
    await waitFor(() => {
      const asked = fake.calls.filter((call) => call.command === "get_exchange");
      expect(asked.at(-1)?.args).toEqual({ id: [...fake.details.keys()][0] });
    });
  });
});

test("taking a result out says what is missing, and one press puts an empty one there", async () => {
  const made = thread();
  const { user, decisions } = await showWorld(
    snapshotOf(made.slice(-1)),
    made.map((one) => one.detail),
  );
  await ready();
  await user.click(screen.getByRole("button", { name: "Remove this message" }));
  expect(await screen.findByText(/^Message 4 breaks the order of tools/)).toBeDefined();
  expect(sign()).toHaveProperty("disabled", true);
  await user.click(screen.getByRole("button", { name: "A result of find_trains" }));
  await user.click(sign());
  expect(edited(decisions())?.messages.at(-1)).toEqual({
    role: "user",
    content: [{ kind: "tool_result", tool_use_id: "toolu_01B", content: [] }],
  });
});

test("the raw request is asked for only when somebody wants to see it", async () => {
  const { user, fake } = await show([make({ ...tools(), prompt: prompt({ tools: offered }) })]);
  const asked = () => fake.calls.filter((call) => call.command === "raw_request");
  expect(asked()).toEqual([]);
  await user.click(await screen.findByRole("button", { name: "Raw request" }));
  const dialog = await screen.findByRole("dialog", { name: "Raw request" });
  expect(await within(dialog).findByText(/as they arrived/)).toBeDefined();
  expect(asked()).toHaveLength(1);
});

beforeEach(() => {
  // jsdom plays nothing, and says so loudly.
  HTMLMediaElement.prototype.load = () => {};
});
