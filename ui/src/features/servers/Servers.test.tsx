import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";

const empty = () => places.serverless();

describe("adding a program", () => {
  test("shows exactly what will be run before anything is kept", async () => {
    const { fake, user } = await openWindow(empty(), "Servers");
    await user.click(screen.getByRole("button", { name: "Add your own…" }));
    const line = screen.getByRole("textbox", { name: "Command and arguments" });
    await user.type(line, "TOKEN=s3cret npx -y 'my server'");
    await user.click(screen.getByRole("button", { name: "Continue…" }));

    const dialog = screen.getByRole("dialog", { name: "Run this program?" });
    expect(dialog.textContent).toContain("Countersign will run this program with your rights");
    expect(
      within(dialog)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["npx", "-y", "my server"]);
    expect(dialog.textContent).not.toContain("s3cret");
    expect(argsOf(fake, "save_server")).toEqual([]);

    // Not by a second press of the same finger.
    const agree = within(dialog).getByRole("button", { name: "Save and start" });
    await user.click(agree);
    expect(argsOf(fake, "save_server")).toEqual([]);
    await waitFor(() => expect(dialog.querySelector("[data-ready=true]")).not.toBeNull());
    await user.click(agree);
    await waitFor(() => expect(argsOf(fake, "start_server")).toHaveLength(1));
    expect(argsOf(fake, "save_server")).toEqual([
      {
        settings: {
          name: "my server",
          launch: {
            kind: "program",
            command: "npx",
            args: ["-y", "my server"],
            env: [{ name: "TOKEN", value: "s3cret" }],
          },
          protocol: "auto",
          sampling: true,
          elicitation: true,
          sampling_tools: true,
        },
      },
    ]);
    expect(document.body.innerHTML).not.toContain("s3cret");
  });

  test("says what is missing", async () => {
    const { fake, user } = await openWindow(empty(), "Servers");
    await user.click(screen.getByRole("button", { name: "Add your own…" }));
    await user.click(screen.getByRole("button", { name: "Continue…" }));
    expect(screen.getByText(/Say which command starts the server/)).toBeTruthy();
    expect(argsOf(fake, "save_server")).toEqual([]);
  });
});

test("the demo server is added and started at one press", async () => {
  const { fake, user } = await openWindow(empty(), "Servers");
  await user.click(screen.getByRole("button", { name: "Add the demo server" }));
  await screen.findByRole("tab", { name: "Tools" });
  await screen.findByRole("option", { name: /Summarise a text/ });
  expect(argsOf(fake, "start_server")).toHaveLength(1);
});

describe("running a tool", () => {
  test("says what is missing, then runs with what was entered", async () => {
    const { fake, user } = await openWindow(places.servers(), "Servers");
    const pane = screen.getByRole("region", { name: "Summarise a text" });
    await user.click(within(pane).getByRole("button", { name: /^Run/ }));
    expect(within(pane).getByText("This is needed.")).toBeTruthy();
    expect(argsOf(fake, "run_tool")).toEqual([]);

    const text = within(pane).getByRole("textbox", { name: "Text (required)" });
    await user.type(text, "Two lines{Enter}of text{Control>}{Enter}{/Control}");
    await waitFor(() => expect(argsOf(fake, "run_tool")).toHaveLength(1));
    expect(argsOf(fake, "run_tool")[0]).toMatchObject({
      tool: "summarize",
      arguments: { text: "Two lines\nof text", sentences: 3, style: "plain" },
    });
    await user.click(await within(pane).findByRole("button", { name: "Cancel" }));
    expect(await within(pane).findByText(/^Cancelled after/, { selector: "strong" })).toBeTruthy();
  });

  test("is there again after a look at the desk", async () => {
    const { user } = await openWindow(places.servers(), "Servers");
    await user.click(screen.getByRole("option", { name: /translate/ }));
    await user.type(screen.getByRole("textbox", { name: /target_language/ }), "Korean");
    await user.click(screen.getByRole("button", { name: "Requests" }));
    await user.click(screen.getByRole("button", { name: "Servers" }));
    const again = screen.getByRole("textbox", { name: /target_language/ });
    expect((again as HTMLTextAreaElement).value).toBe("Korean");
  });

  test("leads to the request that waits", async () => {
    const { user } = await openWindow(places.waiting(), "Servers");
    await user.click(screen.getByRole("button", { name: "Go to the request" }));
    expect(await screen.findByRole("main", { name: "Requests" })).toBeTruthy();
  });

  test("marks a result that the tool calls a failure", async () => {
    await openWindow(places.toolError(), "Servers");
    expect(screen.getByText(/The tool says that it failed/, { selector: "strong" })).toBeTruthy();
    expect(screen.getByText("The person refused: not with this text.")).toBeTruthy();
  });

  test("in the wrong era reconnects the other way and runs it again", async () => {
    const { fake, user } = await openWindow(places.trapped(), "Servers");
    const again = "Reconnect with the older protocol and run it again";
    await user.click(screen.getByRole("button", { name: again }));
    await waitFor(() =>
      expect(argsOf(fake, "run_again")).toEqual([{ call: "call-trapped", protocol: "legacy" }]),
    );
    // The new run takes the place of the one that failed.
    expect(await screen.findByText(/^Running for/, { selector: "strong" })).toBeTruthy();
  });

  test("that was answered too late is run again, and says what is kept", async () => {
    const { fake, user } = await openWindow(places.expired(), "Servers");
    expect(screen.getByText(/^1 answer was signed and kept/)).toBeTruthy();
    expect(await barriers()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Run it again" }));
    await waitFor(() => expect(argsOf(fake, "run_again")).toEqual([{ call: "call-expired" }]));
  });
});

test("environment values stay as they are until they are replaced", async () => {
  const { fake, user } = await openWindow(places.servers(), "Servers");
  await user.click(screen.getByRole("option", { name: /research-pro/ }));
  await user.click(screen.getByRole("tab", { name: "Setup" }));
  expect(screen.getAllByText("kept as it is")).toHaveLength(2);
  await user.type(screen.getByRole("textbox", { name: "Name" }), "2");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(argsOf(fake, "save_server")).toHaveLength(1));
  expect(argsOf(fake, "save_server")[0]).toMatchObject({
    settings: {
      name: "research-pro2",
      launch: { env: [{ name: "RESEARCH_TOKEN" }, { name: "HTTP_PROXY" }] },
    },
  });
});

test("the log shows what there was and what comes", async () => {
  const { fake, user } = await openWindow({ ...places.servers(), log: [] }, "Servers");
  await user.click(screen.getByRole("tab", { name: "Log" }));
  expect(await screen.findByText("Nothing was written yet.")).toBeTruthy();
  fake.emit({
    kind: "log",
    server: "server-Demo",
    lines: [{ at: Date.now(), source: "stderr", text: "listening" }],
  });
  expect(await screen.findByText("listening")).toBeTruthy();
});

test("removing asks first", async () => {
  const { fake, user } = await openWindow(places.servers(), "Servers");
  await user.click(screen.getByRole("tab", { name: "Setup" }));
  await user.click(screen.getByRole("button", { name: "Remove…" }));
  expect(argsOf(fake, "remove_server")).toEqual([]);
  const dialog = screen.getByRole("alertdialog", { name: "Remove Demo?" });
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByRole("option", { name: /^Demo/ })).toBeNull());
});

test.each(["Tools", "Model access", "Log", "Setup"])("%s has no barriers", async (tab) => {
  const { user } = await openWindow(places.ruled(), "Servers");
  await user.click(screen.getByRole("tab", { name: tab }));
  expect((await barriers()).join("\n")).toBe("");
});
