import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { type Scene, scenes } from "../../test/scenes";
import { ready, showWorld } from "../../test/show";
import { haiku } from "../../test/world";

async function look(scene: Scene) {
  const { snapshot, details } = scenes[scene]();
  const shown = await showWorld(snapshot, details);
  await ready();
  return shown;
}

test("the card says what a request may cost at most, and as of when", async () => {
  await look("ranked");
  const facts = screen.getByRole("complementary", { name: "Facts" });
  expect(within(facts).getByText("6,000 – 13,000")).toBeTruthy();
  // 13,000 tokens in at $2 and 4,000 out at $10 a million.
  expect(within(facts).getByText("$0.066")).toBeTruthy();
  expect(within(facts).getByText("Price as of 2026-11-25, LiteLLM.")).toBeTruthy();
});

test("a price that is not known is not known, and a prompt that may be cut is said to be", async () => {
  await look("priceless");
  const facts = screen.getByRole("complementary", { name: "Facts" });
  expect(within(facts).getByText("not known")).toBeTruthy();
  expect(within(facts).queryByText(/\$/)).toBeNull();
});

test("what a program does not take is said before signing, and no limit is promised", async () => {
  const { user } = await look("writer");
  const facts = screen.getByRole("complementary", { name: "Facts" });
  const [fold] = within(facts).getAllByRole("button");
  await waitFor(() => expect(fold?.getAttribute("aria-expanded")).toBe("true"));
  expect(fold?.textContent).toContain("cost not known · 3 things are left out or changed");
  expect(fold?.textContent).not.toContain("Max tokens");
  expect(within(facts).getByText("no limit")).toBeTruthy();
  const notes = [...facts.querySelectorAll("[data-loss]")].map((one) => one.textContent);
  expect(notes[0]).toContain("The limit on the length of the reply is not passed on");
  // Folded by hand it stays folded, until somebody asks what it is.
  if (fold) await user.click(fold);
  expect(fold?.getAttribute("aria-expanded")).toBe("false");
  await user.click(screen.getByRole("button", { name: "Show what" }));
  expect(fold?.getAttribute("aria-expanded")).toBe("true");
});

test("every model is listed in order, each with its reason, those that cannot apart", async () => {
  const { user } = await look("ranked");
  await user.click(screen.getByRole("button", { name: "All 5 models in order" }));
  const order = screen.getByRole("list", { name: "All in order" });
  const reasons = within(order)
    .getAllByRole("listitem")
    .map((one) => one.textContent);
  expect(reasons[0]).toContain("It asked for “claude-3-sonnet”. This is another Claude Sonnet.");
  expect(reasons[1]).toContain("This stands in for a GPT Mini");
  expect(reasons[2]).toContain(
    "83 of 100 points for what the server wishes: speed 45 and intelligence 93.",
  );
  const unfit = screen.getByRole("list", { name: "Cannot take this request" });
  expect(
    within(unfit).getByText(/It takes no pictures. The request has at least 9,000/),
  ).toBeTruthy();
  expect(within(unfit).getByText("Its account has no key.")).toBeTruthy();
});

test("without one that can take it none is chosen, and the person may choose all the same", async () => {
  const { user, decisions } = await look("unfit");
  expect(screen.getByText(/No model that it may use can take this request/)).toBeTruthy();
  const sign = screen.getByRole("button", { name: /^Sign and send/ });
  expect(sign).toHaveProperty("disabled", true);
  await user.click(screen.getByRole("button", { name: /Choose a model/ }));
  await user.click(await screen.findByRole("option", { name: /haiku/ }));
  await waitFor(() => expect(sign).toHaveProperty("disabled", false));
  await user.click(sign);
  expect(decisions()[0]?.decision).toMatchObject({ target: { model: haiku } });
});
