import { Channel, invoke } from "@tauri-apps/api/core";
import type { AppEvent, Commands } from "./generated";

/**
 * Hears everything that happens, in order. The first event is always `reset` with the snapshot;
 * what happens while that is on its way is held back until then. Rejects with a `Fault`.
 */
export async function subscribe(hear: (event: AppEvent) => void): Promise<void> {
  const early: AppEvent[] = [];
  const channel = new Channel<AppEvent[]>((events) => early.push(...events));
  const args: Commands["subscribe"]["args"] = { channel };
  const snapshot = await invoke<Commands["subscribe"]["result"]>("subscribe", args);
  hear({ kind: "reset", snapshot });
  early.forEach(hear);
  channel.onmessage = (events) => events.forEach(hear);
}
