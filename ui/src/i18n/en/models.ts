import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What the Models screen says. */
export const models = {
  list: "Accounts",
  add: "Add an account",
  emptyTitle: "No accounts yet",
  empty:
    "An account is a provider of models with its key. Nothing needs one to be tried: you can sign a request and write the answer yourself.",
  kinds: {
    anthropic: "Anthropic Messages",
    openai: "OpenAI Chat Completions",
    openai_responses: "OpenAI Responses",
    gemini: "Google Gemini",
    ollama: "Ollama",
  },

  // How an account is.
  unknown: "Not asked yet",
  testing: "Testing…",
  ready: (n: number) => plural(n, { one: "{n} model", other: "{n} models" }),
  failed: "Failed",
  checked: (time: string) => `asked at ${time}`,
  withKey: "key kept in the keychain",
  withKeyMemory: "key kept in memory until you quit",
  withoutKey: "no key",
  test: "Test again",
  edit: "Edit…",
  remove: "Remove…",
  address: "Requests and the key go to",
  plain: "The key and every text travel unencrypted to this host.",

  // The form.
  addTitle: "Add an account",
  editTitle: (name: string) => `Edit ${name}`,
  preset: "Provider",
  otherProvider: "Any other, compatible with OpenAI",
  kind: "Wire format",
  kindNotes: {
    anthropic: "The Messages API of Anthropic.",
    openai: "Chat Completions, which nearly every provider and local server speaks.",
    openai_responses: "OpenAI's newer API. Few others speak it.",
    gemini: "generateContent, as Google's own models speak it.",
    ollama: "Ollama's own API, which tells it how much context it needs.",
  },
  name: "Name",
  baseUrl: "Address",
  baseUrlNote: (host: string) => `Your key and every request go to ${host}, and nowhere else.`,
  baseUrlLocal: (host: string) => `Requests go to ${host}: they stay on this computer.`,
  baseUrlBad: "This is not an address. It begins with https://",
  baseUrlBlank: "Fill in the part in capitals.",
  key: "Key",
  keyNew: "Kept in the keychain of your system. It is never shown again.",
  keyNewMemory: "Kept in memory until you quit. It is never shown again.",
  keyOptional: "Leave it empty if the provider needs none, as local ones do.",
  keyKept: "kept in the keychain",
  keyReplace: "Replace",
  keyKeep: "Keep the one there is",
  keyMoved:
    "The address changed, so enter the key again: a key is never sent to a new address by itself.",
  keyNeeded: "This provider needs a key.",
  save: "Save and test",

  // Removing.
  removeTitle: (name: string) => `Remove ${name}?`,
  removeBody: "The account and its key are removed. What it wrote stays in the history.",
  removeLoses: (servers: string) => `These servers lose its models: ${servers}.`,
  removeNone: "No server uses its models.",

  // Its models.
  modelList: "Models",
  find: "Find a model",
  found: (shown: string, all: string) => `${shown} of ${all}`,
  noMatch: "No model fits.",
  none: "The provider lists no models.",
  notListed: "no longer listed",
  usedBy: (servers: string) => `${servers} may use it`,
  usedByNone: "no server may use it",
  grantHint: "Which server may use which model is set with the server, under Model access.",
  failedModels: "What servers may use of it",
};
