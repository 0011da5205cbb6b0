import type { CallId, CallView, Protocol, ServerView } from "../../ipc/generated";
import { type Action, useAction } from "../../state";

/** What can be done with a server as a whole. */
export interface ServerActions {
  start(): Promise<boolean>;
  stop(): Promise<void>;
  /** Saves another protocol and starts anew. */
  reconnect(protocol: Protocol): Promise<void>;
  /** Runs a call again, with another protocol where one is given. Gives the new one's id. */
  runAgain(call: CallView, protocol: Protocol | null): Promise<CallId | null>;
  action: Action;
}

/** Starts, stops and reconnects a server. */
export function useServer(server: ServerView): ServerActions {
  const action = useAction();
  const { id } = server;
  const start = async () => (await action.run("start_server", { id })) !== undefined;
  const stop = async () => {
    await action.run("stop_server", { id });
  };
  return {
    action,
    start,
    stop,
    reconnect: async (protocol) => {
      const settings = { ...server.settings, protocol };
      if (!(await action.run("save_server", { id, settings }))) return;
      await stop();
      await start();
    },
    runAgain: async (call, protocol) => {
      const args = { call: call.id, ...(protocol === null ? {} : { protocol }) };
      return (await action.run("run_again", args))?.result ?? null;
    },
  };
}
