import type { Elicitation, Field, JsonValue } from "../../../ipc/generated";

/** What the fields of a form hold. A number is kept as it was typed, so that it is what is seen. */
export type Values = Record<string, string | boolean | readonly string[] | undefined>;

/** What is wrong with what a field holds. */
export type Wrong =
  | "missing"
  | "number"
  | "integer"
  | { tooSmall: number }
  | { tooLarge: number }
  | { notAbove: number }
  | { notBelow: number }
  | { tooShort: number }
  | { tooLong: number }
  | { tooFew: number }
  | { tooMany: number };

/** What a form holds before anybody touches it. */
export function defaultsOf(fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const { default: at } = kind;
      return [name, typeof at === "number" ? String(at) : at];
    }),
  );
}

/** The fields of a question; none of a page. */
export function fieldsOf(question: Elicitation["question"]): readonly Field[] {
  return question.mode === "form" ? question.fields : [];
}

function isEmpty(value: Values[string]): boolean {
  return value === undefined || value === "";
}

/**
 * What would be sent: the fields that hold something, each as its kind has it. What is not a
 * number is not in it, and is said to be wrong.
 */
export function contentOf(fields: readonly Field[], values: Values): Record<string, JsonValue> {
  const content: Record<string, JsonValue> = {};
  for (const { name, kind, nullable, required } of fields) {
    const value = values[name];
    if (isEmpty(value)) {
      if (nullable && required) content[name] = null;
      continue;
    }
    if (kind.kind === "number") {
      const number = Number(String(value).trim());
      if (Number.isFinite(number)) content[name] = number;
    } else if (value !== undefined) {
      content[name] = typeof value === "object" ? [...value] : value;
    }
  }
  return content;
}

/** What is wrong, by the fields' names. Formats are for the engine to hold the answer against. */
export function wrongOf(fields: readonly Field[], values: Values): Record<string, Wrong> {
  const wrong: Record<string, Wrong> = {};
  for (const field of fields) {
    const found = wrongIn(field, values[field.name]);
    if (found !== null) wrong[field.name] = found;
  }
  return wrong;
}

function wrongIn({ kind, required }: Field, value: Values[string]): Wrong | null {
  if (isEmpty(value)) return required ? "missing" : null;
  switch (kind.kind) {
    case "text": {
      // Characters, as JSON Schema counts them, not code units.
      const length = [...String(value)].length;
      if (kind.min_length !== undefined && length < kind.min_length) {
        return { tooShort: kind.min_length };
      }
      if (kind.max_length !== undefined && length > kind.max_length) {
        return { tooLong: kind.max_length };
      }
      return null;
    }
    case "number": {
      const number = Number(String(value).trim());
      const { min, max, above, below } = kind.bounds;
      if (!Number.isFinite(number)) return "number";
      if (kind.integer && !Number.isInteger(number)) return "integer";
      if (min !== undefined && number < min) return { tooSmall: min };
      if (max !== undefined && number > max) return { tooLarge: max };
      if (above !== undefined && number <= above) return { notAbove: above };
      if (below !== undefined && number >= below) return { notBelow: below };
      return null;
    }
    case "many": {
      const count = Array.isArray(value) ? value.length : 0;
      if (kind.min !== undefined && count < kind.min) return { tooFew: kind.min };
      if (kind.max !== undefined && count > kind.max) return { tooMany: kind.max };
      return null;
    }
    case "boolean":
    case "one":
      return null;
  }
}
