/** jsdom lays nothing out, so a test says what is in sight. Usually everything is. */
class Sight implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = "0px";
  readonly scrollMargin = "0px";
  readonly thresholds = [0];
  readonly #tell: IntersectionObserverCallback;

  constructor(tell: IntersectionObserverCallback) {
    this.#tell = tell;
  }

  observe(target: Element): void {
    const isIntersecting = sight.sees(target);
    queueMicrotask(() =>
      this.#tell([{ isIntersecting, target } as IntersectionObserverEntry], this),
    );
  }

  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

/** What is in sight. */
export const sight = {
  sees: (_: Element): boolean => true,
  /** Puts the observer in place, with everything in sight. */
  install(): void {
    sight.sees = () => true;
    globalThis.IntersectionObserver = Sight;
  },
};
