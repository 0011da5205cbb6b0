/** A group of a growing text ends at the first line break after so many characters. */
export const GROUP = 8_000;
/** In a line without end it ends after so many at the latest, where a word ends if one does. */
export const LONGEST = 16_000;

/**
 * Where the group that a text is appended to ends in that text, and where the next one begins; nothing
 * if it goes on. `size` is how many characters the group holds already.
 */
export function endOf(text: string, size: number): { at: number; next: number } | null {
  const line = text.indexOf("\n", Math.max(0, GROUP - size));
  if (line >= 0 && size + line <= LONGEST) return { at: line, next: line + 1 };
  const room = LONGEST - size;
  if (text.length <= room) return null;
  const space = room > 0 ? text.lastIndexOf(" ", room - 1) + 1 : 0;
  // Not between the two halves of one character.
  const half = /[\ud800-\udbff]/.test(text[room - 1] ?? "") ? 1 : 0;
  const at = space > 0 ? space : room - half;
  return { at, next: at };
}
