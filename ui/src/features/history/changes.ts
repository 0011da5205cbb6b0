/** Two things that stand for one another before and after, or one that was added or taken out. */
export interface Pair<T> {
  before?: T;
  after?: T;
  same: boolean;
}

/** Past this many comparisons, things are paired by their place. */
const MANY = 1_000_000;

/**
 * Pairs two lists: what is the same in both, and what stands between such, in order. So one that
 * was taken out does not make all that follow look changed.
 */
export function paired<T>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const [a, b] = [before.map(textOf), after.map(textOf)];
  const pairs: Pair<T>[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b), [a.length, b.length] as const]) {
    while (i < x || j < y) {
      const pair: Pair<T> = { same: false };
      const [left, right] = [before[i], after[j]];
      if (i < x && left !== undefined) pair.before = left;
      if (j < y && right !== undefined) pair.after = right;
      if (i < x) i++;
      if (j < y) j++;
      pairs.push(pair);
    }
    const [left, right] = [before[x], after[y]];
    if (left !== undefined && right !== undefined) {
      pairs.push({ before: left, after: right, same: true });
    }
    [i, j] = [x + 1, y + 1];
  }
  return pairs;
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

/** The places of a longest common run of items, in order. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length * b.length > MANY) {
    return a.flatMap((text, at): [number, number][] => (text === b[at] ? [[at, at]] : []));
  }
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const places: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return places;
}
