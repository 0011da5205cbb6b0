import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What is said of the choice of a model, and of what it costs. */
export const choice = {
  // Why a model is where it is; see also `requests.reason…`.
  reasonFamily: (hint: string, family: string) =>
    `It asked for “${hint}”. This is another ${family}.`,
  reasonEquivalent: (hint: string, family: string) =>
    `It asked for “${hint}”. This stands in for a ${family}: comparable, of another vendor.`,
  reasonWishes: (points: string, grades: string) =>
    `${points} of 100 points for what the server wishes: ${grades}.`,
  gradeCost: (grade: string) => `low cost ${grade}`,
  gradeSpeed: (grade: string) => `speed ${grade}`,
  gradeIntelligence: (grade: string) => `intelligence ${grade}`,
  gradeUnknown: "?",
  reasonAllowed: "It is allowed. Nothing else speaks for it.",
  // The same of all models, where no server is asked for; see `requests.reason…`.
  reasonOnlyOfAll: "The only model there is.",
  reasonFirstOfAll: "Nothing speaks for any of them, so it is the first of the list.",

  // Why a model cannot take the prompt.
  noKey: "Its account has no key.",
  noImages: "It takes no pictures.",
  noAudio: "It takes no sound.",
  noTools: "It takes no tools.",
  tooLong: (tokens: string, takes: string) =>
    `The request has at least ${tokens} tokens, and it takes ${takes}.`,
  perhapsTooLong: (takes: string) =>
    `The request may be longer than the ${takes} tokens that this model takes. Programs on this computer cut it without a word.`,

  // The list on the card.
  order: "All in order",
  orderTitle: "Why this model",
  orderNote:
    "Hints come first, in the server's order; then what it wishes; then your default. What cannot take the request is set apart.",
  orderAll: (n: number) => plural(n, { one: "The {n} model", other: "All {n} models in order" }),
  orderMore: (n: number) =>
    plural(n, {
      one: "{n} more model comes after these.",
      other: "{n} more models come after these.",
    }),
  unfit: "Cannot take this request",
  noneFits: "No model that it may use can take this request.",
  pick: "Choose a model",
  onThisMachine: "on this computer",
  picked: "chosen",

  // What it may cost.
  cost: "Cost",
  tokensIn: "Tokens in, about",
  tokensOut: "Tokens out, at most",
  noLimit: "no limit",
  range: (low: string, high: string) => `${low} – ${high}`,
  atMost: "At most",
  unknownCost: "not known",
  unknownNote: "No price is known for this model. You can set one under Models.",
  priceAsOf: (date: string, source: string) => `Price as of ${date}, ${source}.`,
  priceYours: "Price as you set it.",
  less: (money: string) => `less than ${money}`,

  // By whom a server may have things written; see also `parts.grant…`.
  grantHere: "Only models on this computer",
  grantHereNote:
    "For data that must not leave: every model of every account at an address of this computer, and no other.",
  grantHereNone:
    "No account is at an address of this computer, so nothing is allowed until there is one.",
  grantHereNow: (models: string) => `Just now these are ${models}.`,
  grantWhole: "Every model of this account",
  grantWholeNote: "Also those that it offers only later.",
  grantSaveHere: "Let it use what is on this computer",
  grantSaveWhole: "Let it use these models",

  // The pages beside the accounts.
  pages: "Pages about all models",
  dryRun: "Try a choice",
  dryRunNote:
    "What a server would get with these preferences. Nobody is asked, and nothing is sent.",
  dryRunServer: "Whose access holds",
  dryRunAny: "Every model there is",
  dryRunHints: "One a line, best first, as in modelPreferences.hints.",
  dryRunWishes: "From 0 to 1, as in modelPreferences. Empty: the server says nothing.",
  dryRunWished: "What the server wishes",
  dryRunAsked: "What it asks",
  dryRunTokens: "Tokens in the request",
  dryRunImages: "It holds a picture",
  dryRunAudio: "It holds a sound",
  dryRunTools: "It offers tools",
  dryRunResult: "The models, in order",
  dryRunNone: "No model is allowed, so there is nothing to choose from.",
  prices: "Prices and limits",
  pricesNote:
    "What models cost and take, from a public list. What the provider itself lists, and what you say, go before it. A price that is not known is shown as not known.",
  pricesList: "The list in use",
  pricesSource: "From",
  pricesDate: "As of",
  pricesLicence: "Licence",
  pricesModels: "Models",
  pricesOurs: "Ours",
  pricesOursNote: (date: string) =>
    `Families, classes and grades are this project’s judgement as of ${date}.`,
  pricesNewer: "A newer list",
  pricesFetchNote: (host: string) =>
    `Nothing is fetched unless you say so. Then ${host} learns that somebody asks for the list, and nothing else: no key, no model, no text. It is taken only if it is that list.`,
  pricesFetch: (host: string) => `Fetch it from ${host}`,
  pricesForget: "Back to the list that came with the app",
  pricesDaily: "Fetch it once a day, when Countersign starts",
  matrix: "Who may use what",
  matrixNote:
    "Each cell counts at once, for requests that wait too. Move with the arrow keys, switch with Space.",
  matrixEmpty: "As soon as there is a server and an account, this says who may use what.",
  matrixWhole: (account: string) => `Every model of ${account}`,
  matrixHidden: (n: string) => `(${n} more: find them by name)`,
  matrixCell: (server: string, what: string) => `${server}: ${what}`,
  // What is known of a model, and what the person says.
  priceOf: (input: string, output: string) => `${input} in, ${output} out for a million tokens`,
  contextOf: (tokens: string) => `takes ${tokens} tokens`,
  speedOf: (n: string) => `${n} tokens a second here`,
  said: "as you say",
  say: "Price and limits…",
  sayTitle: (model: string) => `What you know of ${model}`,
  sayNote: "What you enter goes before every list. What you leave empty is as the lists say.",
  sayInput: "Price in, dollars for a million tokens",
  sayOutput: "Price out, dollars for a million tokens",
  sayContext: "Tokens of prompt it takes",
  sayCost: "How cheap it is",
  saySpeed: "How fast it is",
  sayIntelligence: "How clever it is",
  sayGrade: "0 to 100",
  sayGrades: "A grade beyond 0 or 100 becomes 0 or 100.",
  sayForget: "Forget what I said",
  sayBoth: "A price needs both sides: what goes in and what comes out.",
  ends: (date: string) => `ends on ${date}`,
  proxy: (host: string) => `through the system’s proxy ${host}`,
  // What was spent.
  spent: "Spent",
  spentNothing: "nothing yet",
  spentAtLeast: (money: string) => `at least ${money}`,
  spentAttempts: (n: number) => plural(n, { one: "in {n} attempt", other: "in {n} attempts" }),
  costOf: "Cost",
  costCached: "of it for cached tokens",
  costReasoning: "of it for thinking",

  // Servers of models on this computer.
  local: "On this computer",
  localModels: (n: number) => plural(n, { one: "{n} model", other: "{n} models" }),
  localAdd: (program: string) => `Add ${program}`,
  localLooking: "Looking…",
  localLook: "Look for servers of models on this computer",
  localNone:
    "None that listens where such programs usually do: Ollama, LM Studio, llama.cpp, vLLM.",
};
