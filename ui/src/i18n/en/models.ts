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
    command: "A program",
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
  withHeaders: (names: string) => `with the headers ${names}`,
  test: "Test again",
  edit: "Edit…",
  remove: "Remove…",
  address: "Requests and the key go to",
  plain: "The key and every text travel unencrypted to this host.",

  // The form.
  addTitle: "Add an account",
  editTitle: (name: string) => `Edit ${name}`,
  preset: "Provider",
  groups: { provider: "Providers", local: "On this computer", program: "Programs" },
  otherProvider: "Any other, compatible with OpenAI",
  kind: "Wire format",
  kindNotes: {
    anthropic: "The Messages API of Anthropic.",
    openai: "Chat Completions, which nearly every provider and local server speaks.",
    openai_responses: "OpenAI's newer API. Few others speak it.",
    gemini: "generateContent, as Google's own models speak it.",
    ollama: "Ollama's own API, which tells it how much context it needs.",
    command:
      "A program on this computer: the prompt on its standard input, the answer on its standard output.",
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
  headers: {
    title: "Headers",
    note: "Sent along with every request, as some gateways and organisations want it. Values are kept beside the key, never shown again, and never sent to another address.",
    add: "Add a header",
    remove: (name: string) => `Remove ${name || "this header"}`,
    needsName: "A header needs a name, and the name may not hold “=” or spaces.",
  },
  keyNeeded: "This provider needs a key.",
  save: "Save and test",

  // A program that answers.
  otherProgram: "Any other program",
  programLine: "Command and arguments",
  programLineNote: (model: string) =>
    `Run without a shell, in an empty folder that is removed afterwards. ${model} stands for the name of the model.`,
  programQuote: "A quotation mark is not closed.",
  programLineNeeded: "Say which program is to answer, without variables before it.",
  programWhich: (model: string) =>
    `With more than one model an argument must say which: write ${model} where its name belongs.`,
  programUnknown: (names: string, model: string) =>
    `${names} stands for nothing, and is given to the program as it is. Only ${model} is replaced.`,
  programRuns: "This will be run, one argument to a line:",
  programModels: "Names of its models",
  programModelsNote: "Parted by commas. Servers are allowed to use them one by one.",
  programModelsNeeded: "Give at least one name; none begins with a dash.",
  programAt: "Place of the answer in JSON",
  programAtNote:
    "Only if the program writes JSON, for example /result. Empty: all that it writes is the answer.",
  programAtBad: "It begins with a slash, as in /result.",
  programSeconds: "Time limit in seconds",
  programSecondsBad: "Between 1 second and an hour (3600).",
  programConsentTitle: "Let this program answer?",
  programConsent:
    "Countersign will run this program with your rights, each time you sign a request for it.",
  programWarning:
    "It may do more than answer: use its own tools, read and change your files, and send what it gets over the network with its own sign-in. What it costs is not seen here.",
  programConsentNote:
    "It gets the request on its standard input, a few variables of yours (none of your keys), and an empty folder. If the program changes, it is not run until you agree again.",
  programAgree: "Agree and save",
  programGoes: (seconds: string) => `The program gets each request, and has ${seconds} s for it:`,
  programCheck: "Look again",
  programTry: "Run it once",
  programAsked: (sentence: string) => `You asked: “${sentence}”`,
  programTried: (name: string) => `What ${name} answered`,

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
