import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { sight } from "./sight";

// What jsdom lacks and the window's engine has.
class Resizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= Resizes;
globalThis.CSS ??= {} as typeof CSS;
CSS.escape ??= (text) => text.replace(/[^\w-]/g, "\\$&");
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.getAnimations ??= () => [];
// Lists draw the rows that fit: here ten, since a list is as tall as ten rows.
Object.defineProperties(HTMLElement.prototype, {
  clientWidth: { configurable: true, get: () => 1280 },
  clientHeight: { configurable: true, get: () => 800 },
  offsetHeight: {
    configurable: true,
    get(this: HTMLElement) {
      return this.dataset.index === undefined ? 0 : 80;
    },
  },
});

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => sight.install());
afterEach(() => {
  cleanup();
  localStorage.clear();
});
