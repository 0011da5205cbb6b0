import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What the Settings screen says. */
export const settings = {
  appearance: "Appearance and language",
  language: "Language",
  theme: "Appearance",
  themeSystem: "As the system",
  themeLight: "Light",
  themeDark: "Dark",

  limits: "Limits",
  limitsNote:
    "How much servers may ask for. Past a limit a server gets an error that tells it the limit, and nobody is disturbed. A change holds from the next request on; what is open stays.",
  oneRequest: "In one request",
  messages: "Messages",
  bytes: "Size, in MiB",
  media: "Pictures and sounds",
  mediaBytes: "Size of one picture or sound, in MiB",
  tools: "Tools",
  openAtOnce: "Open at the same time",
  open: "Requests of one server",
  openInAll: "Requests of all servers together",
  usually: (value: string) => `Usually ${value}`,
  needed: "Enter a number.",
  save: "Save",
  saved: "Saved",
  discard: "Discard",
  reset: "Back to the usual limits",
  unsaved: (n: number) => plural(n, { one: "{n} limit not saved", other: "{n} limits not saved" }),
};
