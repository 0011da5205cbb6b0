import { useSyncExternalStore } from "react";
import { en, type Text } from "./en";
import { type Format, formatOf } from "./format";
import { ko } from "./ko";
import { vi } from "./vi";
import { zhHans } from "./zh-Hans";

/** The languages there are, each by its own name. */
export const languages = {
  en: "English",
  vi: "Tiếng Việt",
  ko: "한국어",
  "zh-Hans": "简体中文",
} as const;

/** A language of the window. */
export type Language = keyof typeof languages;

const texts: Record<Language, Text> = { en, vi, ko, "zh-Hans": zhHans };

const KEY = "language";

function isLanguage(tag: string | null): tag is Language {
  return tag !== null && tag in languages;
}

/** The language to begin with: the one chosen before, else the first of the system's that is there. */
function first(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  for (const tag of navigator.languages) {
    const base = /^zh\b/i.test(tag) ? "zh-Hans" : (tag.split("-")[0] ?? "");
    if (isLanguage(base)) return base;
  }
  return "en";
}

interface Chosen {
  language: Language;
  text: Text;
  format: Format;
}

function choose(language: Language): Chosen {
  document.documentElement.lang = language;
  return { language, text: texts[language], format: formatOf(language) };
}

let now: Chosen = choose(first());
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function useChosen(): Chosen {
  return useSyncExternalStore(subscribe, () => now);
}

/** Changes the language, at once and for the next start. */
export function setLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  now = choose(language);
  for (const listener of listeners) listener();
}

/** The language of the window. */
export function useLanguage(): Language {
  return useChosen().language;
}

/** Every sentence of the window, in its language. */
export function useText(): Text {
  return useChosen().text;
}

/** Numbers and times, in the window's language. */
export function useFormat(): Format {
  return useChosen().format;
}
