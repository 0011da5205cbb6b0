import type { Limits } from "../../ipc/generated";

/** The name of a limit. */
export type Limit = keyof Limits;

/** Limits as they are being entered, in the units that are shown; `null` while a field is empty. */
export type LimitsDraft = Record<Limit, number | null>;

/** The limits of one request, and those of what is open, in the order of the form. */
export const ofRequest = ["messages", "bytes", "media", "media_bytes", "tools"] as const;
export const ofOpen = ["open", "open_in_all"] as const;
const all: readonly Limit[] = [...ofRequest, ...ofOpen];

const MIB = 1024 * 1024;

/** Whether a limit is in bytes, and shown in mebibytes. */
export function inBytes(limit: Limit): boolean {
  return limit === "bytes" || limit === "media_bytes";
}

/** A limit in the unit that is shown. */
export function shown(limit: Limit, value: number): number {
  return inBytes(limit) ? value / MIB : value;
}

/** Limits, ready to be edited. */
export function draftOf(limits: Limits): LimitsDraft {
  return Object.fromEntries(
    all.map((limit) => [limit, shown(limit, limits[limit])]),
  ) as LimitsDraft;
}

/** The limits that a draft stands for; `null` while a field is empty. */
export function limitsOf(draft: LimitsDraft): Limits | null {
  if (all.some((limit) => draft[limit] === null)) return null;
  return Object.fromEntries(
    all.map((limit) => {
      const value = draft[limit] ?? 0;
      return [limit, inBytes(limit) ? Math.round(value * MIB) : value];
    }),
  ) as unknown as Limits;
}

/** How many limits differ. */
export function changes(draft: LimitsDraft, limits: Limits): number {
  return all.filter((limit) => draft[limit] !== shown(limit, limits[limit])).length;
}
