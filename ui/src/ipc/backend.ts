import { type Args, type Command, call, type Result } from "./call";
import { subscribe } from "./feed";
import type { AppEvent } from "./generated";

/** All that the window needs of the rest of the app. Tests of the window bring their own. */
export interface Backend {
  /** Runs a command. Rejects with a `Fault`. */
  call<C extends Command>(command: C, ...args: Args<C>): Promise<Result<C>>;
  /** Hears every change, in order; the first event is `reset` with the whole snapshot. */
  subscribe(hear: (event: AppEvent) => void): Promise<void>;
}

/** The app itself. */
export const app: Backend = { call, subscribe };
