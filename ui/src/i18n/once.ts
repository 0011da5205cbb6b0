/** Makes a thing when it is first asked for: what `Intl` makes takes a while, and few are needed to begin with. */
export function once<T>(make: () => T): () => T {
  let made: { thing: T } | undefined;
  return () => {
    made ??= { thing: make() };
    return made.thing;
  };
}
