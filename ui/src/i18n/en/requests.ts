import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What the Requests screen says. */
export const requests = {
  // The queue.
  queue: "Requests that are open",
  waiting: "Waiting for you",
  answers: (n: number) =>
    plural(n, { one: "An answer to look at", other: "{n} answers to look at" }),
  beingWritten: "Being written",
  oneCall: (server: string, n: number) =>
    `${server} · one call, ${plural(n, { one: "{n} request", other: "{n} requests" })}`,
  numberOf: (at: number, of: number) => `Request ${at} of ${of}`,
  reply: "reply",
  edited: "edited",
  tokens: (n: number) => plural(n, { one: "{n} token", other: "{n} tokens" }),
  byHand: "by hand",
  unsolicitedTag: "nobody asked",
  noPreview: "No text",

  // Nothing there.
  emptyTitle: "No requests yet",
  emptyNew:
    "Servers ask models through this desk, and nothing leaves it without your signature. Try it with the demo server: it needs no key and no network.",
  startDemo: "Start the demo server",
  demoName: "Demo",
  emptyRunning: (n: number) =>
    plural(n, {
      one: "{n} server runs. When it asks a model for something, the request waits here for you. Run one of its tools to see it.",
      other:
        "{n} servers run. When one asks a model for something, the request waits here for you. Run one of their tools to see it.",
    }),
  emptyStopped: "No server runs. Start one, and what it asks a model waits here for you.",
  openServers: "Open Servers",

  // The header. Names in braces are filled with marked-up text.
  asks: (server: string) => `${server} asks a model`,
  askedOnce: (server: string) => `${server} asked a model`,
  replyFor: (server: string) => `A reply for ${server}`,
  noReplyFor: (server: string) => `No answer came for ${server}`,
  writesFor: (server: string) => `A reply for ${server} is being written`,
  because: {
    tool: "because you ran {called}",
    prompt: "because you got the prompt {called}",
    resource: "because you read {called}",
  },
  becauseWith: {
    tool: "because you ran {called} with {arguments}",
    prompt: "because you got the prompt {called} with {arguments}",
    resource: "because you read {called}",
  },
  probably: {
    tool: "probably because you ran {called}; other calls were under way too",
    prompt: "probably because you got the prompt {called}; other calls were under way too",
    resource: "probably because you read {called}; other calls were under way too",
  },
  probablyWith: {
    tool: "probably because you ran {called} with {arguments}; other calls were under way too",
    prompt:
      "probably because you got the prompt {called} with {arguments}; other calls were under way too",
    resource: "probably because you read {called}; other calls were under way too",
  },
  unsolicited: "Nobody asked for this: no call was running.",
  unsolicitedNote:
    "The server sent it by itself. That is allowed, but no rule ever signs such a request.",
  allArguments: "All arguments",
  argumentsOf: (tool: string) => `Arguments of ${tool}`,
  pushed: "pushed by the server",
  pulled: "asked for in an answer to your call",
  revision: (revision: string) => `MCP ${revision}`,
  round: (number: number, at: string, of: number) =>
    of > 1 ? `round ${number}, “${at}”, one of ${of}` : `round ${number}`,

  // The four steps.
  steps: "Where this request stands",
  stepSignPrompt: "You sign the request",
  stepSignedByYou: "Signed by you",
  stepSignedByRule: "Signed by a rule",
  stepWrites: "The model writes",
  stepYouWrite: "You write",
  stepWrittenByYou: "Written by you",
  stepWriting: "Being written",
  stepWritten: (time: string) => `Written in ${time}`,
  stepNotWritten: "Could not be written",
  stepSignReply: "You sign the reply",
  stepReturned: "Returned",
  stepRefused: "Refused",
  stepFailed: "Failed",
  stepWithdrawn: "Withdrawn",

  // What to notice.
  remarkNoMessages: "There is no message in it. Add one before you sign.",
  remarkNoRoom: "It leaves no room for a reply: max tokens is 0. Raise it before you sign.",
  remarkHugeLimit: (limit: string) =>
    `It asks for up to ${limit} tokens, more than any model writes in one reply.`,
  remarkHugeText: (size: string) => `Its text is unusually long: ${size}.`,
  remarkOther: (n: number) =>
    plural(n, {
      one: "{n} part is not text. It is sent as it came, or you remove it.",
      other: "{n} parts are not text. They are sent as they came, or you remove them.",
    }),
  remarkUnbalanced: (message: string) =>
    `Message ${message} breaks the order of tools: a use needs its result in the message right after it, and no other.`,
  odd: (n: number) =>
    plural(n, {
      one: "The server puts {n} thing in a way of its own. Its meaning is certain.",
      other: "The server puts {n} things in ways of its own. Their meaning is certain.",
    }),
  oddFraction: (field: string) =>
    `${field} is written with a fraction. It is taken as a whole number.`,
  oddEndless: (field: string) => `${field} is beyond all counting. The largest number is taken.`,
  oddPriority: (field: string) =>
    `${field} is not between 0 and 1. It stays as it is: it is advice.`,
  oddBareText: (field: string) => `${field} is a bare text. It is taken as a text block.`,
  oddBase64: (field: string) => `${field} is base64 of another spelling. It is put right.`,
  oddMimeType: (field: string, given: string, taken: string) =>
    `${field} says ${given}, but the data is ${taken}. That is what is taken.`,
  oddUnknown: (field: string) => `${field} is not known. A model is not given it.`,
  oddNewer: (field: string) =>
    `${field} is newer than the protocol that was agreed on. It is taken all the same.`,
  oddMore: (n: number) =>
    plural(n, {
      one: "{n} more thing is put in an odd way.",
      other: "{n} more things are put in an odd way.",
    }),
  remarkUnknownTool: (tool: string) =>
    `It asks for “${tool}”, a tool that the server did not offer.`,
  remarkArguments: (tool: string, at: string, why: string) =>
    `What it gives “${tool}” is not what that tool takes${at === "" ? "" : `, at ${at}`}: ${why}`,
  remarkUnchecked: (tool: string, why: string) =>
    `What it gives “${tool}” could not be checked, for the tool describes itself in a way that cannot be used: ${why}`,

  // The prompt.
  place: (at: number, of: number) => `${at} of ${of}`,
  added: "added by you",
  removed: "removed by you",
  labelSystem: "System prompt",
  labelMessage: (at: number, role: string) => `Message ${at}, ${role}`,
  labelBlock: (at: number, role: string, part: number) => `Message ${at}, ${role}, part ${part}`,
  role: "Role",
  addSystem: "Add a system prompt",
  putSystemBack: "Put the system prompt back",
  addMessage: "Add a message",
  removeMessage: "Remove this message",
  removePart: "Remove this part",
  removeSystem: "Remove the system prompt",
  putBack: "Put back",
  revert: "Back to what it asked",
  whatChanged: "What changed",
  edit: "Edit",
  unseen: (n: number) => plural(n, { one: "{n} message not seen", other: "{n} messages not seen" }),
  showUnseen: "Show the next one",
  tools: (n: number) =>
    plural(n, { one: "{n} tool the model may ask for", other: "{n} tools the model may ask for" }),
  removeTools: "Remove the tools",
  putToolsBack: "Put the tools back",
  toolChoice: {
    auto: "it may use them",
    required: "it must use one",
    none: "it must not use them",
  },

  // The facts.
  facts: "Facts",
  model: "Model",
  reasonHint: (hint: string) => `It asked for “${hint}”.`,
  reasonDefault: "The default you chose for this server.",
  reasonOnly: "The only model that this server may use.",
  reasonFirst: "The first of the models that this server may use.",
  reasonYou: "You chose it.",
  hintUnmet: (hints: string) => `It asked for ${hints}, which it may not use.`,
  change: "Change what it may use",
  noneAllowed: "It may use none yet.",
  limits: "Limits",
  maxTokens: "Max tokens",
  temperature: "Temperature",
  temperatureNone: "not set",
  stopAt: "Stop at",
  stopNote: "One a line. \\n stands for a line break, \\\\ for a backslash.",
  stopNone: "nothing",
  exactTitle: "What will be sent, to the byte",
  exactNote: "Made by the same code that sends it. Its digest is part of your signature.",
  exactShow: "Show it whole",
  exactCopy: "Copy the body",
  exactBody: "The body of the request",
  exactDigest: "SHA-256 of the body:",
  exactProgram: "Standard input of this program, run without a shell in an empty folder:",
  exactDigestInput: "SHA-256 of the standard input:",
  thinking: "What the model thinks",
  thinkingNote: "Shown to you only. It is no part of the reply, and no server gets it.",
  againWithout: {
    temperature: "Send again without the temperature",
    stop_sequences: "Send again without the stop sequences",
    tool_choice: "Send again without the choice of tools",
    thinking: "Send again without its earlier thinking",
  },
  allowance: (what: string, left: string) => `${what}: ${left}`,
  allowanceOf: (all: string) => `of ${all}`,
  allowanceAgain: (time: string) => `all there again in ${time}`,
  allowanceRequests: "Requests left to this account",
  allowanceTokens: "Tokens left to this account",
  losses: (n: number) =>
    plural(n, {
      one: "{n} thing is left out or changed",
      other: "{n} things are left out or changed",
    }),
  showLosses: "Show what",
  costUnknown: "cost not known",
  lossTemperature: "This model does not take a temperature: it is left out.",
  lossStops:
    "This model takes no stop sequences: Countersign looks out for them and ends the answer there.",
  lossStopsPast: (n: number) =>
    plural(n, {
      one: "This model takes one stop sequence: Countersign looks out for the rest itself.",
      other: "This model takes {n} stop sequences: Countersign looks out for the rest itself.",
    }),
  lossToolChoice: "This model is not told whether it may or must use a tool.",
  lossToolFailure: "This model is not told which tools failed.",
  lossStructured: "This model does not get the structured output of tools.",
  lossToolNames: (n: number) =>
    plural(n, {
      one: "{n} tool is sent under another name, for this model takes only letters, digits, _ and -. Its uses come back under its own.",
      other:
        "{n} tools are sent under other names, for this model takes only letters, digits, _ and -. Their uses come back under their own.",
    }),
  lossMovedMedia: "Pictures and sounds in results of tools are sent after the results.",
  lossResources: "Resources in results of tools are sent as text or as pictures.",
  lossMaxTokens:
    "The limit on the length of the reply is not passed on: the program writes as much as it likes.",
  lossTools: "The tools are left out: the program reads text only.",
  lossScript: "System prompt and messages are sent as one text, each after who said it.",
  lossContinuation:
    "The conversation ends with the model's own words: this model may answer anew rather than go on with them.",
  asked: (value: string) => `asked: ${value}`,
  wishes: "What the server wishes",
  hints: "Models, best first",
  cost: "Low cost",
  speed: "Speed",
  intelligence: "Intelligence",
  context: "Context",
  contextThis: "of this server: not added",
  contextAll: "of every server: not added",
  metadata: "For the provider: not forwarded",
  seesOnly: "It sees only this",
  seesOnlyNote: "No chat, no other server, no file.",
  grantQuestion: (server: string) => `Which models may ${server} use?`,
  grantChanged:
    "Its command, its arguments or the program itself changed since you allowed models. Nothing holds until you say so again.",
  grantOrHand: "It can also be answered without a model.",

  // The decision.
  refuse: "Refuse…",
  refuseTitle: "Refuse this request?",
  refuseReplyTitle: "Refuse this reply?",
  refuseReason: "Reason (the server is told)",
  refuseNow: "Refuse",
  refusePushed: "The server gets an error.",
  refusePulled: "The call that asked for it ends.",
  answerMyself: "Answer it myself",
  signSend: "Sign and send",
  signReturn: "Sign and return",
  signMore: "Other ways to sign",
  once: "once, this request",
  onceReply: "once, this reply",
  menuOnce: "Once, this request",
  menuSession: (server: string) => `Everything ${server} asks, until I quit`,
  menuSessionNote: (model: string) =>
    `Prompts and replies are then signed without asking, with ${model}.`,
  cannotNothing: "There is nothing to send yet.",
  cannotRoom: "Max tokens must be at least 1.",
  cannotModel: "No model is chosen yet.",
  cannotEmptyReply: "The reply is empty.",
  cannotFailed: "This attempt has no answer to sign.",

  // While a model writes.
  stop: "Stop",
  stopLeads: "What there is so far goes to you, not to the server.",
  writesNow: (model: string) => `${model} writes`,
  written: (n: number) => plural(n, { one: "{n} character", other: "{n} characters" }),
  nothingYet: "Nothing yet. Thinking is not shown.",
  whatYouSent: "What you sent",
  streamLabel: "The answer so far",

  // The reply.
  labelReply: "Reply",
  labelReplyPart: (part: number) => `Reply, part ${part}`,
  view: "How to show the reply",
  preview: "Preview",
  cutShort: "It reached max tokens, so it may be cut short.",
  stoppedShort: "You stopped it, so it may be cut short.",
  revertReply: "Back to what the model said",
  writtenBy: "Written by",
  account: "Account",
  accountGone: "removed",
  stoppedBecause: "Ended because",
  tokensIn: "Tokens in",
  tokensOut: "Tokens out",
  tokensCached: "of these from the cache",
  tokensThinking: "of these for thinking",
  notReported: "not reported",
  requestId: "Request id",
  time: "Time",
  timeYou: "You, request",
  timeFirst: "First text",
  timeWriting: "Writing",
  tries: "Attempts",
  triesNote: "Each is kept; you choose one.",
  tryOf: (n: number, who: string) => `${n}. ${who}`,
  tryFailed: "failed",
  again: "Generate again",
  againMenu: "Generate again with",
  againWith: (model: string) => `With ${model}`,
  againMyself: "Answer it myself",
  failedTitle: "No answer came",
  partial: "What came before it failed. It cannot be signed.",
  otherModel: "With another model",
  toAccount: "Open the account",
  placeholderReply: "Write your answer here.",

  // What happened.
  nowSent: (server: string) => `Signed. The model writes for ${server}.`,
  nowByHand: (server: string) => `Write your answer for ${server}.`,
  nowReturned: (server: string) => `Signed. The reply goes back to ${server}.`,
  nowRefused: (server: string) => `Refused. ${server} is told.`,
  nowStopped: "Stopped.",
  nowArrived: (server: string) => `A new request from ${server}.`,
  nowAnswered: (server: string) => `The answer for ${server} is here.`,
  closedReleased: "The reply was signed and went back to the server.",
  closedRefused: "It was refused.",
  closedFailed: "It failed.",
  closedNext: "Next request",
  closedCall: "Show the call",
  closedHistory: "Show it in the history",
  tooLate: "Show what is true now",

  // Context that the server would like.
  wishThis: "The server would like context of its own added.",
  wishAll: "The server would like context of all your servers added.",
  wishNote:
    "Nothing is added by itself: what you attach from this server stands below, to edit and sign.",
  attach: "Attach…",
  attachTitle: (server: string) => `Attach from ${server}`,
  attachList: "Resources and prompts",
  attachPrompt: "prompt",
  attachNothing: "It has no prompts or resources to attach now.",
  attachRead: "Read",
  attachReadAgain: "Read again",
  attachReadAt: (time: string) => `As it was read at ${time}:`,
  attachThis: "Attach this",
  attachEmpty: "There is nothing in it that a model could take.",
  attachAsks:
    "To answer, the server asks a model itself: that is a request of its own. Close this, decide about it, and come back.",
};
