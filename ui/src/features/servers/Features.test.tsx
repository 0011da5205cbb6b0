import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";

async function openTab(name: string) {
  const opened = await openWindow(places.features(), "Servers");
  const list = await screen.findByRole("listbox", { name: "Servers" });
  await opened.user.click(within(list).getByText("Demo"));
  await opened.user.click(screen.getByRole("tab", { name }));
  return opened;
}

test("a prompt is filled in with suggestions, and got", async () => {
  const { fake, user } = await openTab("Prompts");
  const pane = await screen.findByRole("region", { name: "Summary of a day" });
  await user.click(within(pane).getByRole("button", { name: "Get prompt" }));
  expect(within(pane).getByText("This is needed.")).toBeTruthy();
  expect(argsOf(fake, "get_prompt")).toEqual([]);

  const day = within(pane).getByRole("combobox", { name: "day (required)" });
  await user.type(day, "t");
  await user.click(await screen.findByRole("option", { name: "tuesday" }));
  expect(argsOf(fake, "complete_argument").at(-1)).toMatchObject({
    query: { of: { kind: "prompt", prompt: "summary" }, argument: "day", value: "t" },
  });
  await user.click(within(pane).getByRole("button", { name: "Get prompt" }));
  await waitFor(() =>
    expect(argsOf(fake, "get_prompt")).toEqual([
      { server: "server-Demo", prompt: "summary", arguments: { day: "tuesday" } },
    ]),
  );
});

test("what a prompt gave is shown as text, who says what", async () => {
  await openTab("Prompts");
  const pane = await screen.findByRole("region", { name: "Summary of a day" });
  expect(within(pane).getByText("Write about a day that was fine.")).toBeTruthy();
  expect(within(pane).getByText("Bread, milk.")).toBeTruthy();
  expect(await barriers()).toEqual([]);
});

test("a resource is shown inert, followed and said to have changed", async () => {
  const { fake, user } = await openTab("Resources");
  await user.click(await screen.findByRole("option", { name: /Today/ }));
  const pane = screen.getByRole("region", { name: "Today" });
  expect(within(pane).getByText("<b onclick='x()'>Bread</b>, milk.")).toBeTruthy();
  expect(pane.textContent).toContain("neither text, picture nor sound");
  await user.click(within(pane).getByRole("button", { name: "Follow changes" }));
  await waitFor(() =>
    expect(argsOf(fake, "follow_resource")).toEqual([
      { server: "server-Demo", uri: "notes://today", on: true },
    ]),
  );
  const server = fake.snapshot.servers.find((one) => one.id === "server-Demo");
  if (!server) throw new Error("the server is there");
  const followed = [{ uri: "notes://today", updated_at: Date.now() }];
  fake.emit({ kind: "server", server: { ...server, followed } });
  expect(await within(pane).findByText(/after it was read/)).toBeTruthy();
  await user.click(within(pane).getByRole("button", { name: "Read again" }));
  await waitFor(() =>
    expect(argsOf(fake, "read_resource")).toEqual([
      { server: "server-Demo", resource: "notes://today" },
    ]),
  );
  expect(await barriers()).toEqual([]);
});

test("a pattern becomes a URI once its variables have values", async () => {
  const { fake, user } = await openTab("Resources");
  const pane = await screen.findByRole("region", { name: "Notes of an hour" });
  await user.type(within(pane).getByRole("combobox", { name: "day (required)" }), "a/b");
  expect(within(pane).queryByRole("button", { name: "Read" })).toBeNull();
  await user.type(within(pane).getByRole("combobox", { name: "hour (required)" }), "9");
  expect(await barriers()).toEqual([]);
  await user.click(within(pane).getByRole("button", { name: "Read" }));
  await waitFor(() =>
    expect(argsOf(fake, "read_resource")).toEqual([
      { server: "server-Demo", resource: "notes://a%2Fb/9" },
    ]),
  );
});

test("a list is asked for again when the server says that it changed", async () => {
  const { fake } = await openTab("Prompts");
  await screen.findByRole("region", { name: "Summary of a day" });
  const before = argsOf(fake, "list_prompts").length;
  fake.emit({ kind: "list_changed", server: "server-Demo", list: "resources" });
  fake.emit({ kind: "list_changed", server: "server-Demo", list: "prompts" });
  await waitFor(() => expect(argsOf(fake, "list_prompts")).toHaveLength(before + 1));
});

test("a server without prompts and resources has no tabs for them", async () => {
  await openTab("Prompts");
  const list = screen.getByRole("listbox", { name: "Servers" });
  within(list).getByText("research-pro").click();
  await waitFor(() => expect(screen.queryByRole("tab", { name: "Prompts" })).toBeNull());
  expect(screen.getByRole("tab", { name: "Tools" }).getAttribute("aria-selected")).toBe("true");
});
