/** jsdom lays nothing out, so a test says what is in sight. Usually everything is. */
class Sight implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = "0px";
  readonly scrollMargin = "0px";
  readonly thresholds = [0];
  readonly #tell: IntersectionObserverCallback;
  readonly #targets = new Set<Element>();

  constructor(tell: IntersectionObserverCallback) {
    this.#tell = tell;
  }

  observe(target: Element): void {
    this.#targets.add(target);
    observers.add(this);
    this.#look(target);
  }

  /** Tells what is in sight by now. */
  lookAgain(): void {
    for (const target of this.#targets) this.#look(target);
  }

  #look(target: Element): void {
    const isIntersecting = sight.sees(target);
    queueMicrotask(() =>
      this.#tell([{ isIntersecting, target } as IntersectionObserverEntry], this),
    );
  }

  unobserve(): void {}
  disconnect(): void {
    this.#targets.clear();
    observers.delete(this);
  }
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

const observers = new Set<Sight>();

/** What is in sight. */
export const sight = {
  sees: (_: Element): boolean => true,
  /** Puts everything in sight, as if the person had scrolled. */
  showAll(): void {
    sight.sees = () => true;
    for (const observer of [...observers]) observer.lookAgain();
  },
  /** Puts the observer in place, with everything in sight. */
  install(): void {
    sight.sees = () => true;
    globalThis.IntersectionObserver = Sight;
  },
};
