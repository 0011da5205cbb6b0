import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import { loaded } from "./loaded";
import { places } from "./places";
import { type Scene, scenes } from "./scenes";
import { ready, showWorld } from "./show";
import { barriers, openWindow } from "./window";

// The code of every screen is made ready once; on a busy machine that takes long.
beforeAll(loaded, 120_000);

/** What opens something over the card, and what that is. */
const overCards: [name: string | RegExp, scene: Scene, role: "dialog" | "alertdialog"][] = [
  ["Raw request", "tools", "dialog"],
  ["Show it whole", "ranked", "dialog"],
  [/models in order$/, "ranked", "dialog"],
  ["Change what it may use", "ranked", "dialog"],
  [/^topic: /, "ranked", "dialog"],
  [/^Refuse…/, "ranked", "dialog"],
  ["Attach…", "wishing", "dialog"],
  ["Enlarge the picture", "pictures", "dialog"],
  [/^Sign 2 prompts/, "round", "dialog"],
  [/^Refuse the round/, "round", "alertdialog"],
  ["Set the history aside", "unreadable", "alertdialog"],
];

test.each(overCards)(
  "%s opens by the keyboard, has no barriers, and Escape leads back",
  async (name, scene, role) => {
    const { snapshot, details } = scenes[scene]();
    const { user } = await showWorld(snapshot, details);
    if (snapshot.open.length > 0) await ready();
    const button = (await screen.findAllByRole("button", { name }))[0];
    button?.focus();
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole(role);
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    expect(await barriers()).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole(role)).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  },
);

test.each(["A program…", "A server at a URL…"])(
  "a server is added by the keyboard alone: %s",
  async (what) => {
    const { user } = await openWindow(places.servers(), "Servers");
    screen.getByRole("button", { name: "Add a server" }).focus();
    await user.keyboard("{Enter}");
    const menu = await screen.findByRole("menu");
    while (!document.activeElement?.textContent?.startsWith(what))
      await user.keyboard("{ArrowDown}");
    expect(menu.contains(document.activeElement)).toBe(true);
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Add a server" });
    await waitFor(() =>
      expect(within(dialog).getAllByRole("textbox")[0]).toBe(document.activeElement),
    );
    expect(await barriers()).toEqual([]);
  },
);

test("a question that was answered has no barriers in the history", async () => {
  const { user } = await openWindow(places.answered(), "History");
  await user.click(await screen.findByRole("option", { name: /^travel[\s\S]*Answered/ }));
  expect(await screen.findByText(/Huế/)).toBeTruthy();
  expect(await barriers()).toEqual([]);
});
