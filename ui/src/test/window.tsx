import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { App } from "../app/App";
import { openStore } from "../state";
import { type Fake, openFake } from "./fake";
import { loaded } from "./loaded";
import type { Place } from "./places";

/** The window on a place, at one of its screens. */
export async function openWindow(
  place: Place,
  at: "Servers" | "Models" | "History" | "Settings",
): Promise<{ fake: Fake; user: ReturnType<typeof userEvent.setup> }> {
  const fake = openFake(place.snapshot, place.details);
  fake.history = place.history;
  fake.log = place.log;
  fake.local = place.local ?? [];
  fake.questions = place.questions ?? [];
  const user = userEvent.setup();
  await loaded();
  render(<App store={openStore(fake)} />);
  const nav = await screen.findByRole("navigation", { name: "Screens" });
  await user.click(within(nav).getByRole("button", { name: at }));
  return { fake, user };
}

/** What is wrong with the window for who cannot see it, in words. Colours need a browser. */
export async function barriers(): Promise<string[]> {
  // Where react-aria has a screen reader say things is its own, and outlives a test.
  const { violations } = await axe.run(
    { include: [["body"]], exclude: [["[data-live-announcer]"]] },
    { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } },
  );
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
}

/** What was called with this command, in order. */
export function argsOf(fake: Fake, command: string): unknown[] {
  return fake.calls.filter((call) => call.command === command).map((call) => call.args);
}
