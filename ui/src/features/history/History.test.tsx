import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Filter, Query } from "../../ipc/generated";
import { closed, places } from "../../test/places";
import { formQuestion } from "../../test/questions";
import { argsOf, barriers, openWindow } from "../../test/window";

const queries = (fake: Parameters<typeof argsOf>[0]) =>
  argsOf(fake, "list_history").map((args) => (args as { query: Query }).query);

test("an empty history says what will be here", async () => {
  await openWindow(places.nothingPast(), "History");
  expect(await screen.findByRole("heading", { name: "Nothing yet" })).toBeTruthy();
});

describe("searching", () => {
  test("waits until typing pauses, and marks what it found", async () => {
    const { fake, user } = await openWindow(places.past(), "History");
    await screen.findByRole("listbox", { name: "Exchanges, newest first" });
    const before = queries(fake).length;
    await user.type(screen.getByRole("textbox", { name: "Search all texts" }), "snake");
    await waitFor(() => expect(queries(fake).at(-1)?.text).toBe("snake"));
    expect(queries(fake).length - before).toBeLessThan(5);
    const list = screen.getByRole("listbox");
    await waitFor(() => expect(list.querySelectorAll("mark").length).toBeGreaterThan(0));
  });

  test("that finds nothing says so, and leads back", async () => {
    const { user } = await openWindow(places.past(), "History");
    await user.type(await screen.findByRole("textbox", { name: "Search all texts" }), "zzzz");
    expect(await screen.findByText("Nothing matches")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    expect(await screen.findByRole("listbox")).toBeTruthy();
    const search = screen.getByRole("textbox", { name: "Search all texts" });
    expect((search as HTMLInputElement).value).toBe("");
  });
});

test("a question beyond the store's first answers is found by its words", async () => {
  const now = Date.now();
  const questions = Array.from({ length: 1200 }, (_, at) => {
    const made = formQuestion({ id: `question-${at}`, opened_at: now - at });
    const message = at === 1199 ? "The very first" : "One of many";
    return { ...made, question: { ...made.question, message } as typeof made.question };
  });
  const { fake, user } = await openWindow({ ...places.past(), questions }, "History");
  await screen.findByRole("listbox", { name: "Exchanges, newest first" });
  await user.click(screen.getByRole("textbox", { name: "Search all texts" }));
  await user.paste("very first");
  await waitFor(
    () => {
      const marked = [...document.querySelectorAll("mark")].map((one) => one.textContent);
      expect(marked).toEqual(expect.arrayContaining(["very", "first"]));
    },
    { timeout: 20_000 },
  );
  const asked = argsOf(fake, "list_elicitations").map((args) => (args as { until: number }).until);
  expect(asked.slice(1)).toEqual([now - 498, now - 997]);
});

test("a filter narrows, shows, and is taken away", async () => {
  const { fake, user } = await openWindow(places.past(), "History");
  await user.click(await screen.findByRole("button", { name: "Filter" }));
  await user.click(screen.getByRole("button", { name: /Outcome/ }));
  await user.click(screen.getByRole("option", { name: "Refused" }));
  await waitFor(() => expect(queries(fake).at(-1)?.states).toEqual(["refused"]));
  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Stop filtering by Refused" }));
  await waitFor(() => expect(queries(fake).at(-1)?.states).toEqual([]));
});

test("older pages are read with the cursor of the page before", async () => {
  const { fake } = await openWindow(places.past(), "History");
  const scroller = (await screen.findByRole("listbox")).parentElement;
  if (!scroller) throw new Error("a list scrolls in something");
  scroller.scrollTop = 50 * 124 - 800;
  fireEvent.scroll(scroller);
  await waitFor(() => expect(queries(fake).length).toBeGreaterThan(1));
  expect(queries(fake).at(-1)?.before).toBe(fake.history[49]?.id);
});

test("an exchange that closes comes in by itself, and one that is there changes", async () => {
  const { fake } = await openWindow({ ...places.past(), history: [] }, "History");
  await screen.findByRole("heading", { name: "Nothing yet" });
  const { summary, detail } = closed(0);
  fake.history = [summary];
  fake.details.set(summary.id, detail);
  act(() => fake.emit({ kind: "exchange", exchange: summary }));
  const list = await screen.findByRole("listbox");
  expect(within(list).getByText("Returned")).toBeTruthy();
  act(() =>
    fake.emit({
      kind: "exchange",
      exchange: { ...summary, state: { name: "withdrawn", why: "app_closed" } },
    }),
  );
  expect(await within(list).findByText("Withdrawn")).toBeTruthy();
});

test("a history that cannot be read says why, and is tried again", async () => {
  const place = places.past();
  const { fake, user } = await openWindow(place, "Models");
  fake.failNext("list_history", { code: "internal", message: "The history is busy." });
  await user.click(screen.getByRole("button", { name: "History" }));
  expect(await screen.findByText("The history is busy.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("listbox")).toBeTruthy();
});

test("a page that cannot be read leaves what is there, and is tried again", async () => {
  const { fake, user } = await openWindow(places.past(), "History");
  const scroller = (await screen.findByRole("listbox")).parentElement;
  if (!scroller) throw new Error("a list scrolls in something");
  fake.failNext("list_history", { code: "internal", message: "The history is busy." });
  scroller.scrollTop = 50 * 124 - 800;
  fireEvent.scroll(scroller);
  expect(await screen.findByText("The history is busy.")).toBeTruthy();
  expect(screen.getAllByRole("option").length).toBeGreaterThan(0);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.queryByText("The history is busy.")).toBeNull());
  expect(queries(fake).at(-1)?.before).toBe(fake.history[49]?.id);
});

test("the keyboard chooses, goes in and comes back", async () => {
  const { fake, user } = await openWindow(places.past(), "History");
  const list = await screen.findByRole("listbox");
  act(() => list.focus());
  await user.keyboard("{ArrowDown}{ArrowDown}");
  const chosen = within(list).getByRole("option", { selected: true });
  expect(list.getAttribute("aria-activedescendant")).toBe(chosen.id);
  expect(argsOf(fake, "get_exchange").at(-1)).toEqual({ id: fake.history[2]?.id });
  await user.keyboard("{Enter}");
  expect(document.activeElement).not.toBe(list);
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(list);
});

test("the four texts are there in full, with what changed", async () => {
  const { user } = await openWindow(places.past(), "History");
  const asked = await screen.findByRole("tabpanel", { name: "Server asked" });
  expect(asked.textContent).toContain("Source 5 — https://example.org/a/very/long/address");
  await user.click(screen.getByRole("tab", { name: /^You sent/ }));
  const changes = screen.getAllByRole("region", { name: /^What changed/ });
  expect(changes.flatMap((one) => [...one.querySelectorAll("ins")]).length).toBeGreaterThan(0);
  await user.click(screen.getByRole("tab", { name: /^You returned/ }));
  const returned = screen.getByRole("region", { name: /^What changed/ });
  expect(returned.querySelector("del")?.textContent).toContain("the snake");
});

test.each(["Server asked", "You sent", "Model said", "You returned", "Record"])(
  "%s has no barriers",
  async (name) => {
    const { user } = await openWindow(places.past(), "History");
    await user.click(await screen.findByRole("tab", { name: new RegExp(`^${name}`) }));
    expect((await barriers()).join("\n")).toBe("");
  },
);

describe("the total", () => {
  const filters = (fake: Parameters<typeof argsOf>[0]) =>
    argsOf(fake, "history_total").map((args) => (args as { filter: Filter }).filter);

  test("is of all that the filters leave, on every page", async () => {
    const { fake, user } = await openWindow(places.past(), "History");
    expect(await screen.findByText("260 exchanges")).toBeTruthy();
    await user.click(screen.getByRole("textbox", { name: "Search all texts" }));
    await user.paste("snake");
    await user.click(screen.getByRole("button", { name: "Filter" }));
    await user.click(screen.getByRole("button", { name: /Outcome/ }));
    await user.click(screen.getByRole("option", { name: "Returned" }));
    await waitFor(
      () => expect(filters(fake).at(-1)).toEqual({ text: "snake", states: ["released"] }),
      { timeout: 10_000 },
    );
    const rows = fake.history.filter(
      (row) => row.state.name === "released" && row.preview.includes("snake"),
    );
    const status = await screen.findByText(`${rows.length} exchanges`, {}, { timeout: 10_000 });
    const unpriced = rows.filter((row) => row.cost === undefined).length;
    const said = status.closest("[role=status]")?.textContent;
    expect(said).toMatch(/at least \$/);
    expect(said).toContain(`No price known for ${unpriced} of ${rows.length} attempts`);
  });

  test("says that it is being counted, and does not show that of another filter", async () => {
    const { fake, user } = await openWindow(places.past(), "History");
    await screen.findByText("260 exchanges");
    const call = fake.call;
    const late = new Promise<never>(() => undefined);
    fake.call = (command, ...args) => (command === "history_total" ? late : call(command, ...args));
    await user.type(screen.getByRole("textbox", { name: "Search all texts" }), "snake");
    expect((await screen.findByText("Counting…")).getAttribute("role")).toBe("status");
    expect(screen.queryByText("260 exchanges")).toBeNull();
  });

  test("that cannot be counted says so, and is counted again", async () => {
    const { fake, user } = await openWindow(places.past(), "Models");
    fake.failNext("history_total", { code: "internal", message: "The history is busy." });
    await user.click(screen.getByRole("button", { name: "History" }));
    expect(await screen.findByText("The total could not be counted.")).toBeTruthy();
    expect((await barriers()).join("\n")).toBe("");
    await user.click(screen.getByRole("button", { name: "Count again" }));
    expect(await screen.findByText("260 exchanges")).toBeTruthy();
  });

  test("follows what happens, and not faster than it is counted", async () => {
    const { fake } = await openWindow(places.past(), "History");
    await screen.findByText("260 exchanges");
    const before = filters(fake).length;
    const { summary } = closed(0);
    for (let at = 0; at < 5; at += 1) {
      const exchange = { ...summary, id: `new-${at}` };
      fake.history = [exchange, ...fake.history];
      act(() => fake.emit({ kind: "exchange", exchange }));
    }
    expect(await screen.findByText("265 exchanges", {}, { timeout: 3000 })).toBeTruthy();
    expect(filters(fake).length).toBe(before + 1);
  });
});
