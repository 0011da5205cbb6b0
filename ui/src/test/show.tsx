import { act, render, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../app/App";
import type { Decision, ExchangeDetail, Snapshot } from "../ipc/generated";
import { openStore } from "../state";
import { type Fake, openFake } from "./fake";
import { loaded } from "./loaded";
import { type Made, snapshotOf } from "./world";

/** The window on a backend in memory, and what a test does with it. */
export interface Shown {
  fake: Fake;
  user: ReturnType<typeof userEvent.setup>;
  /** The decisions that reached the backend. */
  decisions(): { id: string; seen: number; decision: Decision }[];
}

/** Shows the window with these exchanges open. */
export async function show(made: readonly Made[], change: Partial<Snapshot> = {}): Promise<Shown> {
  return showWorld(
    snapshotOf(made, change),
    made.map((one) => one.detail),
  );
}

/** Shows the window with this much known. */
export async function showWorld(snapshot: Snapshot, details: ExchangeDetail[]): Promise<Shown> {
  const fake = openFake(snapshot, details);
  fake.script = [];
  const user = userEvent.setup();
  await loaded();
  render(<App store={openStore(fake)} />);
  await settle();
  return {
    fake,
    user,
    decisions: () =>
      fake.calls.flatMap((call) =>
        call.command === "decide_exchange" ? [call.args as ReturnType<Shown["decisions"]>[0]] : [],
      ),
  };
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  });
}

/** Waits until a card takes decisions. */
export async function ready(): Promise<void> {
  await waitFor(() => {
    if (!document.querySelector("[data-ready=true]")) throw new Error("not ready yet");
  });
}
