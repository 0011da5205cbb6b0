import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { everything } from "../../test/features";
import { ready, show } from "../../test/show";
import { barriers } from "../../test/window";
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

test("a server that has nothing to attach is not offered to be asked", async () => {
  await show([wishing()], { servers: [running] });
  expect(screen.getByText(/no prompts or resources to attach/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Attach…" })).toBeNull();
});
