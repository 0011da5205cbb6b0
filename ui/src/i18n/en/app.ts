import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What the frame says. */
export const app = {
  screens: "Screens",
  requests: "Requests",
  servers: "Servers",
  models: "Models",
  history: "History",
  settings: "Settings",
  waiting: (n: number) => plural(n, { one: "{n} waits for you", other: "{n} wait for you" }),
  running: (n: number) => plural(n, { one: "{n} server running", other: "{n} servers running" }),
  stopped: (n: number) => plural(n, { one: "{n} stopped", other: "{n} stopped" }),
  failed: (n: number) => plural(n, { one: "{n} failed", other: "{n} failed" }),
  keys: "Keyboard shortcuts",
  keysEverywhere: "Everywhere",
  keysRequests: "On the Requests screen",
  keyScreen: (screen: string) => `Go to ${screen}`,
  keyHelp: "Show these shortcuts",
  keySign: "Sign",
  keyRefuse: "Refuse…",
  keyNext: "Next request",
  keyPrevious: "Previous request",
  keyEdit: "Edit the text",
  keysGuard: "A request that has just appeared ignores keys and clicks for half a second.",
  version: (version: string) => `Countersign ${version}`,
  connecting: "Opening…",
  lostTitle: "The window lost touch with Countersign",
  lost: "Nothing was signed because of this. Quit Countersign and start it again.",
  storageOpening: "Asking the keychain for the key of your history…",
  storageTitle: "Your history is closed",
  sessionOnly:
    "For this session only: history and keys are kept in memory and are gone when you quit. Start Countersign again to open your history.",
  tryAgain: "Try again",
  useSessionOnly: "Use for this session only",
  setAside: "Set the history aside",
  setAsideTitle: "Set the history aside?",
  setAsideBody:
    "The old file stays where it is, under another name, and a new history begins. Nothing is deleted.",
  storageNote: "Until you choose, no server runs and nothing is sent.",
};
