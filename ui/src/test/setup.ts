import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// What jsdom lacks and the window's engine has.
class Observed {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}
globalThis.ResizeObserver ??= Observed as unknown as typeof ResizeObserver;
globalThis.IntersectionObserver ??= Observed as unknown as typeof IntersectionObserver;
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
Element.prototype.scrollIntoView ??= () => {};

afterEach(cleanup);
