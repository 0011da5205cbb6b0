import type { LogLevel } from "../../ipc/generated";

/** How much a log message matters, least first. */
export const LEVELS: readonly LogLevel[] = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
];

/** Whether a message of this level matters at least so much. */
export function reaches(level: LogLevel | undefined, least: LogLevel): boolean {
  return level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}
