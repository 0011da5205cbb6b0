import type { JsonValue } from "../../ipc/generated";

/** A text of more characters than this in one piece is not put before a person to be edited. */
const LONG = 2_000;

/** A value with its data set aside. */
export interface Withheld {
  value: JsonValue;
  /** What was set aside, by what stands in its place. */
  kept: ReadonlyMap<string, string>;
}

/**
 * A value whose pictures, sounds and other base64 are set aside, so that a person edits words and not
 * megabytes, and no key press copies them.
 */
export function withheld(value: JsonValue): Withheld {
  const kept = new Map<string, string>();
  const walk = (one: JsonValue, name: string): JsonValue => {
    if (typeof one === "string") {
      if (one.length <= LONG || (name !== "data" && name !== "blob")) return one;
      const mark = `⟨data ${kept.size + 1}⟩`;
      kept.set(mark, one);
      return mark;
    }
    return mapped(one, walk);
  };
  return { value: walk(value, ""), kept };
}

/** The value with its data in place again. */
export function restored(value: JsonValue, kept: ReadonlyMap<string, string>): JsonValue {
  if (kept.size === 0) return value;
  const walk = (one: JsonValue): JsonValue =>
    typeof one === "string" ? (kept.get(one) ?? one) : mapped(one, walk);
  return walk(value);
}

function mapped(value: JsonValue, walk: (value: JsonValue, name: string) => JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((one) => walk(one, ""));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, one === undefined ? null : walk(one, name)]),
  );
}
