import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Elicitation } from "../../../ipc/generated";
import { GUARD_MS } from "../../../kit";
import { formQuestion, pageQuestion, pausedCall, roundTrip } from "../../../test/questions";
import { ready, settle, show, showWorld } from "../../../test/show";
import { sight } from "../../../test/sight";
import { argsOf, barriers } from "../../../test/window";
import { server, snapshotOf } from "../../../test/world";

function desk(elicitations: Elicitation[]) {
  return show([], { servers: [server("travel")], elicitations });
}

test("a form begins with its defaults, shows what it sends, and sends that", async () => {
  const { fake, user } = await desk([formQuestion()]);
  expect(screen.getByRole("heading", { name: "travel asks you" })).toBeTruthy();
  await ready();
  await user.click(screen.getByRole("button", { name: /^Send/ }));
  expect(screen.getByText("This is needed.")).toBeTruthy();
  expect(argsOf(fake, "answer_elicitation")).toEqual([]);

  await user.type(screen.getByRole("textbox", { name: "City (required)" }), "Huế");
  await user.click(screen.getByRole("checkbox", { name: "dinner" }));
  const content = {
    city: "Huế",
    start: "2026-10-03",
    days: 7,
    insured: false,
    seat: "window",
    meals: ["breakfast", "dinner"],
  };
  const shown = screen.getByRole("complementary", { name: "What will be sent" });
  expect(JSON.parse(shown.querySelector("pre")?.textContent ?? "")).toEqual(content);
  await user.click(screen.getByRole("button", { name: /^Send/ }));
  await waitFor(() => expect(argsOf(fake, "answer_elicitation")).toHaveLength(1));
  expect(argsOf(fake, "answer_elicitation")).toEqual([
    { id: "question-form", answer: { action: "accept", content } },
  ]);
});

test("no and leaving are two answers, and the words are the server's, inert", async () => {
  const tricky = formQuestion();
  if (tricky.question.mode === "form") {
    tricky.question.message = "<b>Sign</b> [here](https://evil.example)\u202e";
  }
  const { fake, user } = await desk([tricky]);
  const message = screen.getByRole("region", { name: "What travel says" });
  expect(message.textContent).toContain("<b>Sign</b> [here](https://evil.example)");
  expect(message.textContent).toContain("U+202E");
  expect(message.querySelector("a, b")).toBeNull();
  await ready();
  await user.click(screen.getByRole("button", { name: "Leave it" }));
  await waitFor(() =>
    expect(argsOf(fake, "answer_elicitation")).toEqual([
      { id: "question-form", answer: { action: "cancel" } },
    ]),
  );
  await settle();
  fake.emit({ kind: "elicitation", elicitation: formQuestion({ id: "again" }) });
  await screen.findByText("This question is over");
});

describe("a question that has just appeared", () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: false });
    return () => vi.useRealTimers();
  });

  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  test("takes no key and no click for half a second", async () => {
    const { fake } = await desk([formQuestion()]);
    await pass(GUARD_MS - 10);
    fireEvent.click(screen.getByRole("button", { name: /^Decline/ }));
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    fireEvent.keyDown(document.body, { key: "Backspace" });
    await pass(0);
    expect(argsOf(fake, "answer_elicitation")).toEqual([]);
    await pass(20);
    fireEvent.keyDown(document.body, { key: "Backspace" });
    await pass(0);
    expect(argsOf(fake, "answer_elicitation")).toEqual([
      { id: "question-form", answer: { action: "decline" } },
    ]);
  });
});

test("a page is shown whole with its host marked, and opens on a press only", async () => {
  const { fake, user } = await desk([pageQuestion(true)]);
  const page = screen.getByRole("region", { name: "The page" });
  expect(page.querySelector("mark")?.textContent).toBe("xn--pypal-login-yij.com");
  expect(page.querySelector("code")?.textContent).toContain(
    `http://paypal.com@xn--pypal-login-yij.com/sign-in?next=${"trip-".repeat(30)}`,
  );
  expect(page.textContent).toContain("reads pаypal-login.com");
  expect(page.textContent).toContain("not encrypted");
  expect(document.querySelector("a[href]")).toBeNull();
  await ready();
  expect(argsOf(fake, "open_elicitation")).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Open in the browser/ }));
  await waitFor(() => expect(argsOf(fake, "open_elicitation")).toEqual([{ id: "question-page" }]));
  // The server of a pushed page has its answer; all that is left to say is that the visit is over.
  await screen.findByText(/You opened it/);
  expect(screen.queryByRole("button", { name: /^Decline/ })).toBeNull();
  await ready();
  await user.click(screen.getByRole("button", { name: /^I am done/ }));
  await waitFor(() =>
    expect(argsOf(fake, "answer_elicitation")).toEqual([
      { id: "question-page", answer: { action: "accept" } },
    ]),
  );
});

test("a page of a round can be gone on from or left once it was opened", async () => {
  const pulled = pageQuestion(false, { standing: { name: "opened" } });
  const { fake, user } = await desk([{ ...pulled, cause: { ...pulled.cause, door: "pulled" } }]);
  await ready();
  await user.click(screen.getByRole("button", { name: "Leave it" }));
  await waitFor(() =>
    expect(argsOf(fake, "answer_elicitation")).toEqual([
      { id: "question-page", answer: { action: "cancel" } },
    ]),
  );
});

async function round() {
  const { made, questions } = roundTrip();
  const snapshot = snapshotOf(made, { elicitations: questions });
  const shown = await showWorld(
    snapshot,
    made.map((one) => one.detail),
  );
  return { ...shown, made };
}

test("a round is one group, and all of it is signed only when each was seen to its end", async () => {
  sight.sees = () => false;
  const { user, decisions, made } = await round();
  const bar = screen.getByRole("region", { name: "Round 2 of this call, 3 requests" });
  expect(bar.textContent).toMatch(/Answer all of it by/);
  await user.click(within(bar).getByRole("button", { name: "Sign 2 prompts" }));
  let dialog = await screen.findByRole("dialog", { name: "Sign these 2 prompts?" });
  const unseen = () =>
    within(dialog).queryAllByText("Not seen to its end yet: look at its card first.");
  await waitFor(() => expect(unseen()).toHaveLength(2));
  // The first card comes into sight, and the list that is open says so. The other never was.
  act(() => sight.showAll());
  await waitFor(() => expect(unseen()).toHaveLength(1));
  const sign = () => within(dialog).getByRole("button", { name: "Sign 2 prompts" });
  expect(sign().hasAttribute("disabled")).toBe(true);
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));

  await user.click(screen.getByRole("button", { name: /Request 3 of 3/ }));
  await screen.findByText("Write a packing list for autumn.", { selector: "[class*=sheet] *" });
  await user.click(screen.getByRole("button", { name: "Sign 2 prompts" }));
  dialog = await screen.findByRole("dialog", { name: "Sign these 2 prompts?" });
  await waitFor(() => expect(sign().hasAttribute("disabled")).toBe(false));
  await user.click(sign());
  await waitFor(() => expect(decisions()).toHaveLength(2));
  expect(decisions().map((one) => one.id)).toEqual(made.map((one) => one.summary.id));
  for (const { seen, decision } of decisions()) {
    expect(seen).toBe(2);
    expect(decision).toMatchObject({ kind: "sign_prompt", span: "once" });
    expect(decision).not.toHaveProperty("edited");
  }
});

test("a round is refused as a whole by refusing one of it", async () => {
  const { user, decisions, made } = await round();
  await user.click(screen.getByRole("button", { name: "Refuse the round…" }));
  await user.click(await screen.findByRole("button", { name: "Refuse all" }));
  await waitFor(() => expect(decisions()).toHaveLength(1));
  expect(decisions()[0]).toMatchObject({ id: made[0]?.summary.id, decision: { kind: "refuse" } });
});

test("a call that pauses goes on or ends as the person says", async () => {
  const { fake, user } = await show([], { servers: [server("travel")], calls: [pausedCall()] });
  expect(screen.getByRole("heading", { name: "plan_trip asked 10 times in a row" })).toBeTruthy();
  await ready();
  await user.click(screen.getByRole("button", { name: "Let it go on" }));
  await waitFor(() => expect(argsOf(fake, "go_on")).toEqual([{ id: "call-paused" }]));
});

test("nothing keeps anybody from a form or a page", async () => {
  await desk([formQuestion(), pageQuestion(true)]);
  expect(await barriers()).toEqual([]);
});
