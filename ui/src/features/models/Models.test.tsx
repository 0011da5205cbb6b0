import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";

const KEY = "sk-ant-test-0123456789";

/** Everything in which a key could have been left behind. */
function everywhere(snapshot: unknown): string {
  const fields = [...document.querySelectorAll("input")].map((input) => input.value);
  return JSON.stringify([document.body.innerHTML, fields, snapshot, { ...localStorage }]);
}

describe("a key", () => {
  test("goes to the engine once, and stays nowhere", async () => {
    const { fake, user } = await openWindow(places.accountless(), "Models");
    await user.click(screen.getByRole("button", { name: "Add an account" }));
    const field = screen.getByLabelText("Key") as HTMLInputElement;
    expect(field.type).toBe("password");
    await user.type(field, KEY);
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    await screen.findByRole("option", { name: /Anthropic/ });
    expect(argsOf(fake, "save_account")).toEqual([
      {
        account: {
          kind: "anthropic",
          name: "Anthropic",
          base_url: "https://api.anthropic.com",
          headers: [],
          key: KEY,
        },
      },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(everywhere(fake.snapshot)).not.toContain(KEY);

    await user.click(screen.getByRole("button", { name: "Edit…" }));
    expect(screen.getByText("kept in the keychain")).toBeTruthy();
    expect(everywhere(fake.snapshot)).not.toContain(KEY);
  });

  test("that is not entered stays as it is", async () => {
    const { fake, user } = await openWindow(places.accounts(), "Models");
    await user.click(screen.getByRole("button", { name: "Edit…" }));
    await user.type(screen.getByRole("textbox", { name: "Name" }), " 2");
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    await waitFor(() => expect(argsOf(fake, "save_account")).toHaveLength(1));
    expect(argsOf(fake, "save_account")[0]).not.toHaveProperty("account.key");
  });

  test("is asked for again before it would go to another address", async () => {
    const { fake, user } = await openWindow(places.accounts(), "Models");
    await user.click(screen.getByRole("button", { name: "Edit…" }));
    await user.clear(screen.getByRole("textbox", { name: "Address" }));
    await user.type(screen.getByRole("textbox", { name: "Address" }), "https://elsewhere.example");
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    expect(screen.getByText(/a key is never sent to a new address by itself/)).toBeTruthy();
    expect(screen.getByText(/go to elsewhere.example, and nowhere else/)).toBeTruthy();
    expect(argsOf(fake, "save_account")).toEqual([]);
  });

  test("is needed where the provider needs one", async () => {
    const { fake, user } = await openWindow(places.accountless(), "Models");
    await user.click(screen.getByRole("button", { name: "Add an account" }));
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    expect(screen.getByText("This provider needs a key.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Key"));
    expect(argsOf(fake, "save_account")).toEqual([]);
  });

  test("goes with a fault that keeps the account from being saved", async () => {
    const { fake, user } = await openWindow(places.accountless(), "Models");
    await user.click(screen.getByRole("button", { name: "Add an account" }));
    await user.type(screen.getByLabelText("Key"), KEY);
    fake.failNext("save_account", { code: "vault_locked", message: "The keychain is locked." });
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    const fault = await screen.findByText("The keychain is locked.");
    // Where nothing scrolls it away.
    expect(fault.closest('[role="alert"]')?.parentElement?.nextElementSibling?.tagName).toBe(
      "FOOTER",
    );
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(everywhere(fake.snapshot)).not.toContain(KEY);
  });
});

describe("a header", () => {
  test("goes to the engine once, is named, and its value stays nowhere", async () => {
    const { fake, user } = await openWindow(places.accountless(), "Models");
    await user.click(screen.getByRole("button", { name: "Add an account" }));
    await user.type(screen.getByLabelText("Key"), KEY);
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Add a header" }));
    await user.type(within(dialog).getByRole("textbox", { name: "Headers: Name" }), "X-Team");
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    expect(screen.getByText("Enter a value.")).toBeTruthy();
    const value = screen.getByLabelText("Value X-Team") as HTMLInputElement;
    expect(value.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(value);
    expect(value.type).toBe("password");
    await user.type(value, "hidden words");
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    await screen.findByText("with the headers X-Team");
    expect(argsOf(fake, "save_account")[0]).toHaveProperty("account.headers", [
      { name: "X-Team", value: "hidden words" },
    ]);
    expect(everywhere(fake.snapshot)).not.toContain("hidden words");
  });

  test("is entered anew before it would go to another address", async () => {
    const { fake, user } = await openWindow(places.gateway(), "Models");
    await user.click(screen.getByRole("button", { name: "Edit…" }));
    const dialog = screen.getByRole("dialog");
    expect(within(dialog).getAllByText("kept as it is")).toHaveLength(2);
    await user.clear(screen.getByRole("textbox", { name: "Address" }));
    await user.type(screen.getByRole("textbox", { name: "Address" }), "https://elsewhere.example");
    expect(within(dialog).queryByText("kept as it is")).toBeNull();
    await user.type(screen.getByLabelText("Key"), KEY);
    await user.type(screen.getByLabelText("Value X-Team"), "Desk");
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    expect(screen.getByText("Enter a value.")).toBeTruthy();
    expect(argsOf(fake, "save_account")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Remove cf-aig-authorization" }));
    await user.click(screen.getByRole("button", { name: "Save and test" }));
    await waitFor(() => expect(argsOf(fake, "save_account")).toHaveLength(1));
    expect(argsOf(fake, "save_account")[0]).toHaveProperty("account.headers", [
      { name: "X-Team", value: "Desk" },
    ]);
  });
});

test("a provider known by name brings its wire format and its address", async () => {
  const { fake, user } = await openWindow(places.accountless(), "Models");
  await user.click(screen.getByRole("button", { name: "Add an account" }));
  const choose = async (of: RegExp, option: string) => {
    await user.click(screen.getByRole("button", { name: of }));
    await user.click(screen.getByRole("option", { name: option }));
  };
  await choose(/Provider/, "Azure OpenAI");
  const address = screen.getByRole("textbox", { name: "Address" }) as HTMLInputElement;
  await user.type(screen.getByLabelText("Key"), KEY);
  // Not where it would go, as long as that is not said.
  expect(screen.queryByText(/nowhere else/)).toBeNull();
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(screen.getByText("Fill in the part in capitals.")).toBeTruthy();
  await user.clear(address);
  await user.type(address, "https://acme.openai.azure.com/openai/v1");
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  await waitFor(() => expect(argsOf(fake, "save_account")).toHaveLength(1));
  expect(argsOf(fake, "save_account")[0]).toMatchObject({
    account: { kind: "openai", base_url: "https://acme.openai.azure.com/openai/v1" },
  });
});

test("the wire format is asked for only where the provider is not known by name", async () => {
  const { user } = await openWindow(places.accountless(), "Models");
  await user.click(screen.getByRole("button", { name: "Add an account" }));
  expect(screen.queryByRole("button", { name: /Wire format/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: /Provider/ }));
  await user.click(screen.getByRole("option", { name: "Any other, compatible with OpenAI" }));
  expect(screen.getByRole("button", { name: /Wire format/ })).toBeTruthy();
  expect((await barriers()).join("\n")).toBe("");
});

test("removing says which servers lose its models", async () => {
  const { fake, user } = await openWindow(places.accounts(), "Models");
  await user.click(screen.getByRole("button", { name: "Remove…" }));
  const dialog = screen.getByRole("alertdialog", { name: "Remove Anthropic?" });
  expect(dialog.textContent).toContain("These servers lose its models: Demo and watcher.");
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(argsOf(fake, "remove_account")).toHaveLength(1));
});

test("models are found by typing", async () => {
  const { user } = await openWindow(places.accounts(), "Models");
  await user.click(screen.getByRole("option", { name: /OpenRouter/ }));
  await user.type(screen.getByRole("textbox", { name: "Find a model" }), "model-311-");
  const models = screen.getByRole("list", { name: "Models" });
  expect(within(models).getAllByRole("listitem")).toHaveLength(1);
  expect(screen.getByText("1 of 420")).toBeTruthy();
});

test("neither accounts nor their form have barriers", async () => {
  const { user } = await openWindow(places.accounts(), "Models");
  expect((await barriers()).join("\n")).toBe("");
  await user.click(screen.getByRole("button", { name: "Add an account" }));
  expect((await barriers()).join("\n")).toBe("");
});
