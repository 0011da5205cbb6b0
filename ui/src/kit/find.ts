/** Where words were found in a text: from, and up to but not including. */
export type Span = readonly [from: number, to: number];

/** A text without case and accents, as the history's index has it. */
function bare(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}

/** The same, and for each of its characters the place it came from. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = bare(character);
    for (let unit = 0; unit < plain.length; unit++) places.push(at);
    folded += plain;
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}

function wordsOf(words: string): string[] {
  return words
    .split(/\s+/)
    .map(bare)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Whether any word of a search stands in a text. */
export function contains(text: string, words: string): boolean {
  const plain = bare(text);
  return wordsOf(words).some((word) => plain.includes(word));
}

/** Where the words of a search stand in a text, in order and without overlap, as the history finds them. */
export function spansOf(text: string, words: string): Span[] {
  const wanted = wordsOf(words);
  if (wanted.length === 0) return [];
  const { folded, places } = fold(text);
  const found: [number, number][] = [];
  for (const word of wanted) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const [from, to] = [places[at], places[at + word.length]];
      if (from !== undefined && to !== undefined) found.push([from, to]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const spans: [number, number][] = [];
  for (const span of found) {
    const last = spans.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else spans.push(span);
  }
  return spans;
}
