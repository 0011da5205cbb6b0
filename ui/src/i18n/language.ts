import { useSyncExternalStore } from "react";
import { en, type Text } from "./en";
import { type Format, formatOf } from "./format";

/** The languages there are, each by its own name. */
export const languages = {
  en: "English",
  vi: "Tiếng Việt",
  ko: "한국어",
  "zh-Hans": "简体中文",
} as const;

/** A language of the window. */
export type Language = keyof typeof languages;

/** English is always there; of the others only the one in use is loaded. */
const texts: Record<Exclude<Language, "en">, () => Promise<Text>> = {
  vi: () => import("./vi").then((file) => file.vi),
  ko: () => import("./ko").then((file) => file.ko),
  "zh-Hans": () => import("./zh-Hans").then((file) => file.zhHans),
};

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

let now: Chosen = { language: "en", text: en, format: formatOf("en") };
let wanted: Language = "en";
const listeners = new Set<() => void>();

async function choose(language: Language): Promise<void> {
  wanted = language;
  const text = language === "en" ? en : await texts[language]();
  if (wanted !== language) return; // another was chosen meanwhile
  document.documentElement.lang = language;
  now = { language, text, format: formatOf(language) };
  for (const listener of listeners) listener();
}

/** Loads the language to begin with. Until then it is English. */
export function openLanguage(): Promise<void> {
  return choose(first());
}

/** Changes the language, as soon as it is loaded and for the next start. */
export function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  return choose(language);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function useChosen(): Chosen {
  return useSyncExternalStore(subscribe, () => now);
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
