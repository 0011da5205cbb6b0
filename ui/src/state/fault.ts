import type { Fault } from "../ipc/generated";

/** What a command rejected with, as a fault. Anything else that was thrown is an internal one. */
export function toFault(error: unknown): Fault {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    return error as Fault;
  }
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}
