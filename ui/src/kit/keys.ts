/** Whether this machine's main modifier is ⌘. */
export const isMac = /mac|iphone|ipad/i.test(navigator.platform);

const signs: Record<string, string> = isMac
  ? { Mod: "⌘", Shift: "⇧", Enter: "↵", Backspace: "⌫", Escape: "esc", Up: "↑", Down: "↓" }
  : {
      Mod: "Ctrl",
      Shift: "Shift",
      Enter: "↵",
      Backspace: "Del",
      Escape: "Esc",
      Up: "↑",
      Down: "↓",
    };

/** A key combination such as `Mod+Enter` as people write it: `⌘↵`, or `Ctrl ↵`. */
export function keyLabel(keys: string): string {
  return keys
    .split("+")
    .map((key) => signs[key] ?? key)
    .join(isMac ? "" : " ");
}

/** The same for `aria-keyshortcuts`: `Meta+Enter`, or `Control+Enter`. */
export function ariaKeys(keys: string): string {
  return keys.replace("Mod", isMac ? "Meta" : "Control");
}

/** Whether the main modifier is held, and no other but Shift. */
export function hasMod(event: KeyboardEvent): boolean {
  return (
    (isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) && !event.altKey
  );
}

/** Whether a key pressed there is meant as text, so that a bare letter must not act. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]",
      ) !== null)
  );
}
