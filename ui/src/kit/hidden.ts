/**
 * Characters that a reader cannot see, or that move other characters about: controls, zero-width
 * and bidirectional marks, fillers, variation selectors and Unicode tags. Left out are those that
 * every emoji has: a joiner before a picture, and the selector U+FE0F.
 */
const HIDDEN =
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5" +
  "\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0e" +
  "\\ufeff\\uffa0\\ufff0-\\ufffc\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]" +
  "|\\u200d(?!\\p{Extended_Pictographic})";

/** A fresh expression that finds them, so that nobody shares its place. */
export function hiddenCharacters(): RegExp {
  return new RegExp(HIDDEN, "gu");
}

/** How such a character is written where it stands: `U+200B`. */
export function codeOf(character: string): string {
  return codePoint(character.codePointAt(0) ?? 0);
}

/** The same, from its number. */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
