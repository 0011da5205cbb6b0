import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { ready, show } from "../../test/show";
import { failed, make, picky, prompt, summarize } from "../../test/world";
import { holds, promptWithout } from "./draft";

test("what will be sent is shown whole, without the key, with its digest", async () => {
  const made = make(summarize());
  const { user, fake } = await show([made]);
  await user.click(screen.getByRole("button", { name: "Show it whole" }));
  const dialog = await screen.findByRole("dialog", { name: "What will be sent, to the byte" });
  expect(await within(dialog).findByText(/POST/)).toBeTruthy();
  expect(dialog.textContent).toContain("https://api.anthropic.com/v1/messages");
  expect(dialog.textContent).toContain("x-api-key: •••");
  expect(dialog.textContent).toContain("SHA-256 of the body:");
  const asked = fake.calls.find((call) => call.command === "show_outgoing")?.args;
  expect(asked).toEqual({ query: { exchange: made.detail.exchange.id, model: expect.anything() } });
});

test("a part that the model does not take is left out of a new signature", async () => {
  const { user, decisions } = await show([make(picky())]);
  await ready();
  await user.click(screen.getByRole("button", { name: "Send again without the temperature" }));
  await waitFor(() => expect(decisions()).toHaveLength(1));
  const decision = decisions()[0]?.decision;
  expect(decision?.kind).toBe("sign_prompt");
  expect(decision).not.toHaveProperty("edited.temperature");
  expect(decision).toHaveProperty("edited.messages");
});

test("a prompt that does not hold the part is not offered to be sent without it", async () => {
  await show([make({ ...picky(), prompt: prompt() })]);
  expect(screen.queryByRole("button", { name: /Send again without/ })).toBeNull();
});

test("what a model thought before is forgotten before it is asked again without", async () => {
  const { user, decisions, fake } = await show([make(picky("thinking"))]);
  await ready();
  await user.click(screen.getByRole("button", { name: "Send again without its earlier thinking" }));
  await waitFor(() => expect(decisions()).toHaveLength(1));
  expect(decisions()[0]?.decision).not.toHaveProperty("edited");
  const order = fake.calls.map((call) => call.command);
  expect(order.indexOf("forget_thinking")).toBeGreaterThan(-1);
  expect(order.indexOf("forget_thinking")).toBeLessThan(order.indexOf("decide_exchange"));
});

test("what the account may still ask is said with the fault", async () => {
  await show([make(failed())]);
  expect(screen.getByText(/Requests left to this account: 49 · of 50/)).toBeTruthy();
});

test("a prompt without a part is otherwise the same", () => {
  const full = prompt({ temperature: 0.3, stop_sequences: ["END"], tool_choice: "auto" });
  for (const part of ["temperature", "stop_sequences", "tool_choice"] as const) {
    const less = promptWithout(full, part);
    expect(holds(full, part)).toBe(true);
    expect(holds(less, part)).toBe(false);
    expect({ ...less, [part]: full[part] }).toEqual(full);
  }
});
