import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { everything } from "../../test/features";
import { ready, show } from "../../test/show";
import { argsOf, barriers } from "../../test/window";
import { make, message, prompt, server } from "../../test/world";

const running = server("research-pro");
const wishing = () =>
  make({
    prompt: prompt({ messages: [message("What do I need?")], include_context: "this_server" }),
  });
const withFeatures = {
  ...running,
  state: { ...running.state, features: everything } as typeof running.state,
};

test("a wish for context adds nothing, and lets a person attach what was read first", async () => {
  const { fake, user, decisions } = await show([wishing()], { servers: [withFeatures] });
  expect(screen.getByText(/would like context of its own added/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Attach…" }));
  const dialog = await screen.findByRole("dialog", { name: "Attach from research-pro" });
  const attachThis = () => within(dialog).getByRole("button", { name: "Attach this" });
  await user.click(await within(dialog).findByText("Today"));
  expect(attachThis()).toHaveProperty("disabled", true);
  await user.click(within(dialog).getByRole("button", { name: "Read" }));
  await waitFor(() => expect(fake.snapshot.calls).toHaveLength(1));
  const [call] = fake.snapshot.calls;
  if (!call) throw new Error("a call is under way");
  const contents = [{ uri: "notes://today", text: "Bread, milk." }];
  act(() =>
    fake.emit({
      kind: "call",
      call: {
        ...call,
        ended_at: 1_700_000_000_000,
        state: { name: "done", is_error: false, result: { contents } },
      },
    }),
  );
  expect(await within(dialog).findByText("Bread, milk.")).toBeTruthy();
  expect(await barriers()).toEqual([]);
  await user.click(attachThis());
  expect(await screen.findByText(/attached: notes:\/\/today, read at/)).toBeTruthy();

  await ready();
  await user.click(screen.getByRole("button", { name: /^Sign and/ }));
  await waitFor(() => expect(decisions()).toHaveLength(1));
  expect(decisions()[0]?.decision).toMatchObject({
    edited: {
      messages: [
        {
          role: "user",
          content: [{ kind: "text", text: "Bread, milk." }],
          meta: {
            "countersign/attached": {
              kind: "resource",
              name: "notes://today",
              at: 1_700_000_000_000,
            },
          },
        },
        message("What do I need?"),
      ],
    },
  });
});

test("a pattern is filled in with suggestions, read, and attached as what it became", async () => {
  const { fake, user } = await show([wishing()], { servers: [withFeatures] });
  await user.click(screen.getByRole("button", { name: "Attach…" }));
  const dialog = await screen.findByRole("dialog", { name: "Attach from research-pro" });
  await user.click(await within(dialog).findByText("Notes of an hour"));
  const read = () => user.click(within(dialog).getByRole("button", { name: "Read" }));
  await read();
  expect(within(dialog).getAllByText("This is needed.")).toHaveLength(2);
  expect(argsOf(fake, "read_resource")).toEqual([]);

  await user.type(within(dialog).getByRole("combobox", { name: "day (required)" }), "m");
  await user.click(await screen.findByRole("option", { name: "monday" }));
  expect(argsOf(fake, "complete_argument").at(-1)).toMatchObject({
    query: { of: { kind: "template", uri_template: "notes://{day}/{hour}" }, value: "m" },
  });
  await user.type(within(dialog).getByRole("combobox", { name: "hour (required)" }), "a/b");
  await user.tab();
  expect(within(dialog).getByText("notes://monday/a%2Fb")).toBeTruthy();
  expect(await barriers()).toEqual([]);
  await read();
  const uri = "notes://monday/a%2Fb";
  await waitFor(() =>
    expect(argsOf(fake, "read_resource")).toEqual([{ server: running.id, resource: uri }]),
  );
  const [call] = fake.snapshot.calls;
  if (!call) throw new Error("a call is under way");
  const result = { contents: [{ uri, text: "Nothing." }] };
  const done = { ...call, ended_at: 1, state: { name: "done", is_error: false, result } as const };
  act(() => fake.emit({ kind: "call", call: done }));
  await user.click(within(dialog).getByRole("button", { name: "Attach this" }));
  expect(await screen.findByText(/attached: notes:\/\/monday\/a%2Fb, read at/)).toBeTruthy();
});

test("a server that has nothing to attach is not offered to be asked", async () => {
  await show([wishing()], { servers: [running] });
  expect(screen.getByText(/no prompts or resources to attach/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Attach…" })).toBeNull();
});
