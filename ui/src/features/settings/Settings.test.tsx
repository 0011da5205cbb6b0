import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { places } from "../../test/places";
import { argsOf, barriers, openWindow } from "../../test/window";
import { changes, draftOf, limitsOf } from "./limits";

const sound = places.servers().snapshot.limits.sound;

describe("limits", () => {
  test("are shown in units that people count in, and kept in bytes", () => {
    const draft = draftOf(sound);
    expect(draft).toMatchObject({ bytes: 64, media_bytes: 32, messages: 10_000 });
    expect(limitsOf({ ...draft, media_bytes: 0.5 })).toEqual({ ...sound, media_bytes: 524_288 });
    expect(limitsOf({ ...draft, open: null })).toBeNull();
    expect([changes(draft, sound), changes({ ...draft, open: 3 }, sound)]).toEqual([0, 1]);
  });

  test("are saved together, and say what is usual", async () => {
    const { fake, user } = await openWindow(places.servers(), "Settings");
    const field = screen.getByRole("textbox", { name: "Requests of one server" });
    await user.clear(field);
    await user.type(field, "5");
    await user.tab();
    expect(screen.getByText("Usually 1,024")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(argsOf(fake, "save_limits")).toHaveLength(1));
    expect(argsOf(fake, "save_limits")[0]).toEqual({ limits: { ...sound, open: 5 } });
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Back to the usual limits" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(argsOf(fake, "save_limits")[1]).toEqual({ limits: sound }));
  });

  test("that are empty are not saved", async () => {
    const { user } = await openWindow(places.servers(), "Settings");
    await user.clear(screen.getByRole("textbox", { name: "Tools" }));
    await user.tab();
    expect(screen.getByText("Enter a number.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
  });
});

test("how the window looks can be changed while the history is closed", async () => {
  const place = places.servers();
  place.snapshot.storage = { kind: "opening" };
  const { user } = await openWindow(place, "Settings");
  expect(screen.queryByRole("heading", { name: "Limits" })).toBeNull();
  await user.click(screen.getByRole("radio", { name: "Dark" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  await user.click(screen.getByRole("radio", { name: "As the system" }));
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("has no barriers", async () => {
  await openWindow(places.servers(), "Settings");
  expect(await barriers()).toEqual([]);
});
