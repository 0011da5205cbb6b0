import type { Called, JsonValue, What } from "../ipc/generated";

/** What was called, without its arguments. */
export function calledOf(what: What): Called {
  switch (what.kind) {
    case "tool":
      return { kind: what.kind, name: what.tool };
    case "prompt":
      return { kind: what.kind, name: what.prompt };
    case "resource":
      return { kind: what.kind, name: what.resource };
  }
}

/** The arguments of a call; a resource takes none. */
export function argumentsOf(what: What): { [key in string]: JsonValue } {
  return what.kind === "resource" ? {} : what.arguments;
}

/** Whether a call is of this tool, prompt or resource. */
export function isOf(what: What, called: Called | undefined): boolean {
  const its = calledOf(what);
  return called?.kind === its.kind && called.name === its.name;
}
