import type { Text } from "../../i18n";
import type { Era, Fault, Protocol, ServerState, ServerView } from "../../ipc/generated";
import type { Tone } from "../../kit";

/** A server's state as a dot's colour. */
export function toneOf(state: ServerState): Tone {
  switch (state.name) {
    case "running":
      return "leaf";
    case "failed":
      return "rose";
    case "starting":
    case "stopping":
      return "amber";
    case "stopped":
      return "plain";
  }
}

/** A server's state as a word. */
export function stateWord(t: Text, state: ServerState): string {
  return t.servers[state.name];
}

/** An era in words. */
export function eraWords(t: Text, era: Era): string {
  return era === "modern" ? t.servers.modern : t.servers.legacy;
}

/**
 * The protocol that would help against this fault, if another one would. A call's fault knows the
 * era that was spoken; a failed start only the setting.
 */
export function otherProtocol(fault: Fault, server: ServerView): Exclude<Protocol, "auto"> | null {
  if (fault.code !== "era_mismatch") return null;
  const { state, settings } = server;
  const spoken = state.name === "running" ? state.era : settings.protocol;
  return spoken === "legacy" ? "modern" : "legacy";
}
