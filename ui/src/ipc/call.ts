import { invoke } from "@tauri-apps/api/core";
import type { Commands } from "./generated";

/** A command that answers once. `subscribe` is not among them: see `feed.ts`. */
export type Command = Exclude<keyof Commands, "subscribe">;

/** What a command takes; nothing at all for those that take nothing. */
export type Args<C extends Command> =
  Commands[C]["args"] extends Record<string, never> ? [] : [args: Commands[C]["args"]];

/** What a command gives. */
export type Result<C extends Command> = Commands[C]["result"];

/** Runs a command in Rust. Rejects with a `Fault`. */
export function call<C extends Command>(command: C, ...[args]: Args<C>): Promise<Result<C>> {
  return invoke<Result<C>>(command, args);
}
