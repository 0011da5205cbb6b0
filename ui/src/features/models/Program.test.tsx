import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";

async function begin() {
  const opened = await openWindow(places.accountless(), "Models");
  const { user } = opened;
  await user.click(screen.getByRole("button", { name: "Add an account" }));
  const choose = async (option: string) => {
    await user.click(screen.getByRole("button", { name: /Provider/ }));
    await user.click(screen.getByRole("option", { name: option }));
  };
  /** Agrees, as soon as that is taken. */
  const agree = () =>
    waitFor(() => {
      const button = screen.queryByRole("button", { name: "Agree and save" });
      if (button) fireEvent.click(button);
      expect(argsOf(opened.fake, "save_account")).toHaveLength(1);
    });
  return { ...opened, choose, agree };
}

test("a program is kept only after its exact command was agreed to", async () => {
  const { fake, user, choose, agree } = await begin();
  await choose("Claude Code");
  expect(screen.queryByLabelText("Key")).toBeNull();
  expect((await barriers()).join("\n")).toBe("");
  await user.click(screen.getByRole("button", { name: "Continue…" }));
  const dialog = screen.getByRole("dialog", { name: "Let this program answer?" });
  expect(argsOf(fake, "save_account")).toEqual([]);
  const words = within(dialog)
    .getAllByRole("listitem")
    .map((item) => item.textContent);
  expect(words.slice(0, 4)).toEqual(["claude", "-p", "--model", "{model}"]);
  expect(dialog.textContent).toContain("It may do more than answer");
  expect((await barriers()).join("\n")).toBe("");
  // Not by a second press of the same finger.
  await user.click(screen.getByRole("button", { name: "Agree and save" }));
  expect(argsOf(fake, "save_account")).toEqual([]);
  await agree();
  await screen.findByRole("option", { name: /Claude Code/ });
  expect(argsOf(fake, "save_account")).toEqual([
    {
      account: {
        kind: "command",
        name: "Claude Code",
        base_url: "",
        headers: [],
        program: {
          command: "claude",
          args: [
            ...["-p", "--model", "{model}", "--tools", ""],
            ...["--settings", '{"permissions":{"deny":["Read"]}}', "--safe-mode"],
            ...["--system-prompt", "", "--no-session-persistence"],
          ],
          output: { kind: "text" },
          models: ["sonnet", "opus", "haiku", "fable"],
          seconds: 300,
        },
      },
    },
  ]);
});

test("one that is not known says what it lacks", async () => {
  const { fake, user, choose, agree } = await begin();
  await choose("Any other program");
  await user.click(screen.getByRole("button", { name: "Continue…" }));
  expect(screen.getByText(/Say which program is to answer/)).toBeTruthy();
  expect(screen.getByText(/Give at least one name/)).toBeTruthy();
  const line = screen.getByRole("textbox", { name: "Command and arguments" });
  await user.type(line, "/opt/my-llm --say 'two words'");
  await user.type(screen.getByRole("textbox", { name: "Names of its models" }), "one, two");
  expect(screen.getByText(/With more than one model/)).toBeTruthy();
  await user.clear(screen.getByRole("textbox", { name: "Names of its models" }));
  await user.type(screen.getByRole("textbox", { name: "Names of its models" }), "one");
  await user.type(screen.getByRole("textbox", { name: "Place of the answer in JSON" }), "/a/0");
  await user.click(screen.getByRole("button", { name: "Continue…" }));
  await agree();
  expect(argsOf(fake, "save_account")[0]).toMatchObject({
    account: {
      name: "my-llm",
      program: { args: ["--say", "two words"], output: { kind: "json", at: "/a/0" } },
    },
  });
});

test("a program is run only when that is pressed, and what it answers is shown", async () => {
  const { fake, user } = await openWindow(places.program(), "Models");
  expect(screen.getByText(/It may do more than answer/)).toBeTruthy();
  expect(argsOf(fake, "try_program")).toEqual([]);
  expect((await barriers()).join("\n")).toBe("");
  await user.click(screen.getByRole("button", { name: "Run it once" }));
  const dialog = await screen.findByRole("dialog", { name: "What Claude Code answered" });
  expect(dialog.textContent).toContain(
    "You asked: “Answer with one short sentence: which model are you?”",
  );
  expect(dialog.textContent).toContain("I am a model that a program asks.");
  expect(argsOf(fake, "try_program")).toEqual([{ id: "account-assistant" }]);
});

test("why a program gave no answer is told where it was run", async () => {
  const { fake, user } = await openWindow(places.program(), "Models");
  const message = "“claude” ended with exit code 1 and gave no answer.";
  fake.failNext("try_program", { code: "provider_failed", message, detail: "please sign in" });
  await user.click(screen.getByRole("button", { name: "Run it once" }));
  const dialog = await screen.findByRole("dialog", { name: "What Claude Code answered" });
  expect(dialog.textContent).toContain(message);
});
