import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What is said the same way on several screens. */
export const parts = {
  you: "you",
  human: "written by hand",
  byRule: "a rule of yours",

  // Why a reply ended.
  endTurn: "it was done",
  stopSequence: "it met a stop sequence",
  maxTokens: "it reached max tokens",
  toolUse: "it wants a tool to be run",
  stopped: "you stopped it",

  // Why nobody waits any more.
  withdrawn: {
    server_cancelled: "The server took its request back.",
    server_gave_up: "The server waited as long as it does, and took its request back.",
    call_cancelled: "You cancelled the call that caused it.",
    call_ended: "The call that caused it ended without waiting.",
    server_gone: "The server exited, crashed or was stopped.",
    round_refused: "Another request of the same round was refused, so the call cannot go on.",
    app_closed: "Countersign was closed while it was open.",
  },

  // Blocks that are not text.
  text: "Text",
  image: "Image",
  audio: "Sound",
  toolUseBlock: (name: string) => `The model wants to run ${name}`,
  toolResult: "What running a tool gave",
  toolResultFailed: "What running a tool gave; the tool failed",
  resource: "Embedded resource",
  resourceLink: "Pointer to a resource, not fetched",
  asItCame: "as it came",
  user: "user",
  assistant: "assistant",
  system: "system",

  // Which models a server may use.
  grantFilter: "Find a model",
  grantNothing: "No model fits.",
  grantDefault: "When the server has no wish that can be met",
  grantFirst: "The first of them",
  grantSave: (n: number) =>
    plural(n, { one: "Let it use this model", other: "Let it use these {n} models" }),
  grantPick: "Tick at least one model.",
  grantLoading: "Asking for the models…",
  grantAsk: "Ask for its models",
  grantNoAccount: "There is no account with a provider yet.",
  grantAddAccount: "Add an account",
  grantOther: "Another model, by its name",
  grantAdd: "Add",

  // What a server handed over.
  gotNothing: "There is nothing in it.",
  gotOther: "Something of a kind that this window does not know",
  gotBytes: (size: string) => `${size} that are neither text, picture nor sound. Not opened.`,
  noArguments: "It takes no arguments.",
  required: "required",
  needed: "This is needed.",
  templateMissing: "Fill everything in, and the resource can be read.",
  templateUri: "Reads",
  progressOf: "Progress",
  progress: (done: string, total: string) => `${done} of ${total}`,
  attached: (name: string, time: string) => `attached: ${name}, read at ${time}`,
};
