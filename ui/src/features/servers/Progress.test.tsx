import { act, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";

const at = 1_700_000_000_000;

async function open(tab: string, place = places.running()) {
  const opened = await openWindow(place, "Servers");
  const list = await screen.findByRole("listbox", { name: "Servers" });
  await opened.user.click(within(list).getByText("Demo"));
  await opened.user.click(screen.getByRole("tab", { name: tab }));
  return opened;
}

test("a running tool shows how far it is, in words and as a bar, as its server says", async () => {
  const { fake } = await open("Tools");
  const bar = await screen.findByRole("progressbar", { name: "Progress" });
  expect(bar.getAttribute("aria-valuenow")).toBe("60");
  expect(bar.getAttribute("aria-valuetext")).toBe("12 of 20");
  expect(screen.getByText(/Reading source 12/)).toBeTruthy();

  // Without a total nobody knows how much of it that is.
  const call = fake.snapshot.calls.find((one) => one.id === "call-running");
  if (!call) throw new Error("the call runs");
  const progress = { done: 13, message: "<b>13</b>" };
  act(() => fake.emit({ kind: "call", call: { ...call, state: { name: "running", progress } } }));
  expect(await screen.findByText(/<b>13<\/b>/)).toBeTruthy();
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBeNull();
  expect(await barriers()).toEqual([]);
});

test("lines of the log are narrowed to a level, and lines without one are left out", async () => {
  const { fake, user } = await open("Log", {
    ...places.servers(),
    log: [
      { at, source: "stderr", text: "no level" },
      { at, source: "message", level: "debug", text: "a detail" },
      { at, source: "message", level: "warning", text: "beware" },
      { at, source: "message", level: "emergency", text: "it burns" },
    ],
  });
  const log = await screen.findByRole("log");
  const shown = () =>
    [...log.querySelectorAll("[data-source]")].map((line) => line.lastChild?.textContent);
  expect(shown()).toEqual(["no level", "a detail", "beware", "it burns"]);
  await user.click(screen.getByRole("button", { name: /Level/ }));
  await user.click(await screen.findByRole("option", { name: "Warnings and above" }));
  expect(screen.getByText("2 of 4 lines")).toBeTruthy();
  expect(shown()).toEqual(["beware", "it burns"]);
  // What comes later is narrowed too.
  const lines = (["info", "error"] as const).map((level) => ({
    at,
    source: "message" as const,
    level,
    text: level,
  }));
  act(() => fake.emit({ kind: "log", server: "server-Demo", lines }));
  expect(await screen.findByText("3 of 6 lines")).toBeTruthy();
  expect(shown()).toEqual(["beware", "it burns", "error"]);
  expect(await barriers()).toEqual([]);
});

test("which messages a server sends is set for it, and kept", async () => {
  const { fake, user } = await open("Setup");
  await user.click(screen.getByRole("button", { name: /Log messages/ }));
  await user.click(await screen.findByRole("option", { name: "Warnings and above" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(argsOf(fake, "save_server").at(-1)).toMatchObject({
    id: "server-Demo",
    settings: { log_level: "warning" },
  });
});
