import type { CallView, Protocol, ServerView, What } from "../../ipc/generated";
import { type Action, useAction } from "../../state";

/** What can be done with a server as a whole. */
export interface ServerActions {
  start(): Promise<boolean>;
  stop(): Promise<void>;
  /** Saves another protocol and starts anew; runs a call again where one is given. */
  reconnect(protocol: Protocol, again?: CallView): Promise<void>;
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
  const begin = (what: What) => {
    switch (what.kind) {
      case "tool":
        return action.run("run_tool", { server: id, tool: what.tool, arguments: what.arguments });
      case "prompt":
        return action.run("get_prompt", {
          server: id,
          prompt: what.prompt,
          arguments: what.arguments,
        });
      case "resource":
        return action.run("read_resource", { server: id, resource: what.resource });
    }
  };
  return {
    action,
    start,
    stop,
    reconnect: async (protocol, again) => {
      const settings = { ...server.settings, protocol };
      if (!(await action.run("save_server", { id, settings }))) return;
      await stop();
      if (!(await start()) || !again) return;
      await begin(again.what);
    },
  };
}
