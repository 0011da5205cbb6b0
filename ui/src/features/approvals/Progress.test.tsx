import { act, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { scenes } from "../../test/scenes";
import { showWorld } from "../../test/show";

test("the card says how far the call is that waits for it", async () => {
  const { snapshot, details } = scenes.wishing();
  const { fake } = await showWorld(snapshot, details);
  const card = screen.getByRole("article");
  const bar = within(card).getByRole("progressbar", { name: "Progress" });
  expect(bar.getAttribute("aria-valuetext")).toBe("12 of 20");
  expect(within(card).getByText(/Reading the notes of the twelfth day/)).toBeTruthy();

  const [call] = fake.snapshot.calls;
  if (!call) throw new Error("a call is under way");
  const progress = { done: 20, total: 20, message: "All are read" };
  act(() => fake.emit({ kind: "call", call: { ...call, state: { name: "running", progress } } }));
  expect(within(card).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("100");
  expect(within(card).getByText(/All are read/)).toBeTruthy();
  act(() => fake.emit({ kind: "call", call: { ...call, state: { name: "cancelled" } } }));
  expect(within(card).queryByRole("progressbar")).toBeNull();
});
