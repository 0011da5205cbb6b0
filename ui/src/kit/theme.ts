import { useSyncExternalStore } from "react";

/** How the window looks: as the system does, or always so. */
export type Theme = "system" | "light" | "dark";

const KEY = "theme";
const listeners = new Set<() => void>();

function read(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

let now = read();
show(now);

/** Changes how the window looks, at once and for the next start. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  now = theme;
  show(theme);
  for (const listener of listeners) listener();
}

/** How the window looks. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => now,
  );
}
