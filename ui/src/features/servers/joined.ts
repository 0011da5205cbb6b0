import type { LogLine } from "../../ipc/generated";

function sameLine(a: LogLine | undefined, b: LogLine | undefined): boolean {
  return a?.at === b?.at && a?.text === b?.text && a?.source === b?.source;
}

/**
 * A log that was asked for, and the lines heard of while the answer was on its way, without saying
 * twice what is in both: the answer ends with some of the first of those that were heard.
 */
export function joined(answer: readonly LogLine[], heard: readonly LogLine[]): LogLine[] {
  for (let both = Math.min(answer.length, heard.length); both > 0; both--) {
    const from = answer.length - both;
    if (heard.slice(0, both).every((line, at) => sameLine(line, answer[from + at]))) {
      return [...answer, ...heard.slice(both)];
    }
  }
  return [...answer, ...heard];
}
