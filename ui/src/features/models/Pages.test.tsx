import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";
import { haiku, sonnet } from "../../test/world";

async function page(name: string) {
  const window = await openWindow(places.servers(), "Models");
  await window.user.click(await screen.findByRole("button", { name }));
  return window;
}

test("the matrix is moved in with the arrow keys, and each cell counts at once", async () => {
  const { fake, user } = await page("Who may use what");
  const grid = screen.getByRole("grid", { name: "Who may use what" });
  // By its label alone: among hundreds of cells, working out each one's role takes seconds.
  const cell = (name: string) => within(grid).getByLabelText(name);
  expect(cell("Demo: claude-sonnet-5-5").getAttribute("aria-checked")).toBe("true");
  // One stop for Tab; from there on the arrows.
  expect(
    within(grid)
      .getAllByRole("checkbox")
      .filter((one) => one.tabIndex === 0),
  ).toHaveLength(1);
  cell("Demo: claude-sonnet-5-5").focus();
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(cell("Demo: claude-haiku-5-5"));
  await user.keyboard(" ");
  await waitFor(() =>
    expect(argsOf(fake, "set_grant")).toEqual([
      {
        server: "server-Demo",
        access: { models: [sonnet], accounts: [], place: "anywhere", default: sonnet },
      },
    ]),
  );
  await waitFor(() =>
    expect(cell("Demo: claude-haiku-5-5").getAttribute("aria-checked")).toBe("false"),
  );
  await user.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(cell("Demo: claude-sonnet-5-5"));
  await user.keyboard(" ");
  await waitFor(() => expect(argsOf(fake, "revoke_grant")).toEqual([{ server: "server-Demo" }]));
});

test("only models on this computer is one cell, and the others follow from it", async () => {
  const { fake, user } = await page("Who may use what");
  await user.click(screen.getByRole("checkbox", { name: "Demo: Only models on this computer" }));
  expect(argsOf(fake, "set_grant")).toEqual([
    { server: "server-Demo", access: { models: [], accounts: [], place: "here" } },
  ]);
  const local = screen.getByRole("checkbox", { name: "Demo: gemma3:12b" });
  expect(local.getAttribute("aria-checked")).toBe("true");
  expect(local.getAttribute("aria-disabled")).toBe("true");
  const cloud = screen.getByRole("checkbox", { name: `Demo: ${haiku.model}` });
  expect(cloud.getAttribute("aria-checked")).toBe("false");
  await user.click(cloud);
  expect(argsOf(fake, "set_grant")).toHaveLength(1);
});

test("a dry run asks what was typed, and says the order and the reasons", async () => {
  const { fake, user } = await page("Try a choice");
  await user.type(screen.getByRole("textbox", { name: "Models, best first" }), "haiku{Enter}gpt");
  await user.click(screen.getByRole("checkbox", { name: "It holds a picture" }));
  await waitFor(() =>
    expect(argsOf(fake, "dry_run").at(-1)).toMatchObject({
      query: { preferences: { hints: ["haiku", "gpt"] }, images: true, tokens: 1000 },
    }),
  );
  const order = await screen.findByRole("list", { name: "All in order" });
  expect(within(order).getByText("It asked for “haiku”.")).toBeTruthy();
  const unfit = screen.getByRole("list", { name: "Cannot take this request" });
  expect(within(unfit).getAllByText("It takes no pictures.").length).toBeGreaterThan(0);
});

test("a newer list is fetched only when asked for, and says from where", async () => {
  const { fake, user } = await page("Prices and limits");
  expect(screen.getByText(/LiteLLM 1.110.2/)).toBeTruthy();
  expect(screen.getByText(/MIT/)).toBeTruthy();
  expect(argsOf(fake, "fetch_catalogue")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Fetch it from raw.githubusercontent.com" }));
  await waitFor(() => expect(fake.snapshot.catalogue.fetched).toBe(true));
  await user.click(screen.getByRole("button", { name: "Back to the list that came with the app" }));
  await waitFor(() => expect(fake.snapshot.catalogue.fetched).toBe(false));
});

test("what the person says of a model is in whole micro-dollars, and needs both sides", async () => {
  const { fake, user } = await openWindow(places.accounts(), "Models");
  await user.click(
    await screen.findByRole("button", { name: /Price and limits… claude-opus-5-5/ }),
  );
  const dialog = screen.getByRole("dialog", { name: "What you know of claude-opus-5-5" });
  await user.type(within(dialog).getByRole("textbox", { name: /Price in/ }), "0.075");
  await user.tab();
  expect(
    within(dialog).getByText("A price needs both sides: what goes in and what comes out."),
  ).toBeTruthy();
  await user.type(within(dialog).getByRole("textbox", { name: /Price out/ }), "3");
  await user.tab();
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(argsOf(fake, "set_override")[0]).toMatchObject({
      says: { rates: { input: 75_000, output: 3_000_000 } },
    }),
  );
});

test("who may use a model leads to where that is set", async () => {
  const { user } = await openWindow(places.accounts(), "Models");
  await user.click(
    (await screen.findAllByRole("button", { name: /no server may use it/ }))[0] as HTMLElement,
  );
  expect(screen.getByRole("grid", { name: "Who may use what" })).toBeTruthy();
});

test("servers of models on this computer are found and added at one press, without a key", async () => {
  const { fake, user } = await openWindow(places.local(), "Models");
  const found = await screen.findByRole("region", { name: "On this computer" });
  expect(within(found).getByText(/127.0.0.1:11434 · 2 models/)).toBeTruthy();
  await user.click(await within(found).findByRole("button", { name: "Add Ollama" }));
  await waitFor(() =>
    expect(argsOf(fake, "save_account")).toEqual([
      {
        account: {
          name: "Ollama",
          kind: "ollama",
          base_url: "http://127.0.0.1:11434",
          headers: [],
        },
      },
    ]),
  );
  expect((await barriers()).join("\n")).toBe("");
});

test.each(["Who may use what", "Try a choice", "Prices and limits"])(
  "%s has no barriers",
  async (name) => {
    await page(name);
    await waitFor(() => expect(screen.getByRole("heading", { level: 2, name })).toBeTruthy());
    expect((await barriers()).join("\n")).toBe("");
  },
);
