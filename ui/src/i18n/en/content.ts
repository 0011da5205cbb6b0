import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What is said of pictures, sounds, tools and turns, on the card and in the history. */
export const content = {
  // Pictures and sounds.
  size: (width: string, height: string) => `${width} × ${height}`,
  pictureUnknown:
    "Not shown: it is of a kind that may hold more than a picture. PNG, JPEG, GIF and WebP are shown.",
  pictureBroken: "This picture is broken: it cannot be shown. What is sent is the data as it came.",
  pictureHuge: (most: string) => `Not shown: it has more than ${most} million pixels.`,
  tooLarge: (most: string) => `Not shown: it is larger than ${most}.`,
  showPicture: "Show the picture",
  enlarge: "Enlarge the picture",
  pictureOf: (width: string, height: string) => `Picture, ${width} × ${height}`,
  howLarge: "How large",
  fit: "Fit",
  everyPixel: "Every pixel",
  soundUnknown: "Cannot be played here: it is not of a kind of sound that this window knows.",
  soundNotPlayed:
    "This window cannot play it: it is broken, or this system has no decoder for such sounds. It is sent as it came.",
  showSound: "Make it playable",
  carries: "Carries",
  annotations: "annotations",
  kinds: {
    text: "Text",
    image: "Image",
    audio: "Sound",
    tool_use: "Use of a tool",
    tool_result: "Result of a tool",
  },

  // Tools.
  noValues: "nothing",
  value: "value",
  structured: "Structured output",
  toolGave: (name: string) => `What ${name} gave`,
  toolFailed: (name: string) => `What ${name} gave; it failed`,
  nothingGiven: "It gave nothing.",
  toolDoes: "What it does",
  toolTakes: "What it takes",
  noArguments: "It takes no arguments.",
  required: "required",
  alsoSays: "Also says",
  toolsOut: (n: number) => plural(n, { one: "{n} taken out", other: "{n} taken out" }),
  removeTool: (name: string) => `Take ${name} out`,
  putToolBack: (name: string) => `Put ${name} back`,
  toolChoiceLabel: "May the model use them?",
  toolChoiceUnsaid: "nothing is said",

  // What arrived.
  rawRequest: "Raw request",
  rawNote: (bytes: string) => `${bytes} as they arrived; only line breaks are added to read it.`,
  rawCopy: "Copy it as it arrived",

  // Turns of one conversation.
  thread: "Turns of one conversation",
  turnOf: (n: string, of: string) => `Turn ${n} of ${of}`,
  turn: (n: string, preview: string) => `Turn ${n}: ${preview}`,
  inTurn: (turn: string) => `turn ${turn}`,
  showEarlier: "Show what came before",
  hideEarlier: "Fold what came before",
  earlier: {
    as_they_stand: (n: number, turn: number) =>
      plural(n, {
        one: `{n} message, the same that you signed in turn ${turn}.`,
        other: `{n} messages, the same that you signed in turn ${turn}.`,
      }),
    changed: (n: number, turn: number) =>
      plural(n, {
        one: `{n} message that was in turn ${turn} already.`,
        other: `{n} messages that were in turn ${turn} already.`,
      }),
    by_rule: (n: number, turn: number) =>
      plural(n, {
        one: `{n} message, the same that a rule signed in turn ${turn}.`,
        other: `{n} messages, the same that a rule signed in turn ${turn}.`,
      }),
  },
  earlierEdited: (n: number) =>
    plural(n, { one: "You changed {n} of them.", other: "You changed {n} of them." }),
  earlierChanged:
    "You changed messages in the turn before. The server does not know that, so here are its own words again.",
  newInTurn: (turn: number) => `New in turn ${turn}`,
  isNew: "new",

  // Adding and editing.
  addPart: "Add a part",
  addText: "Text",
  addFile: "Picture or sound from a file…",
  addResult: (name: string) => `A result of ${name}`,
  addUse: (name: string) => `Use ${name}`,
  fileTooLarge: (size: string, most: string) =>
    `This file has ${size}; at most ${most} can be sent. Choose a smaller one.`,
  fileEmpty: (name: string) => `${name} is empty. Choose another file.`,
  fileUnreadable: (name: string) => `${name} could not be read. Choose another file.`,
  fileUnknown: (name: string) =>
    `${name} is no picture (PNG, JPEG, GIF, WebP) and no sound that is known. Choose another file.`,
  editAsJson: (name: string) => `${name}, as JSON`,
  jsonTake: "Take it",
  jsonCancel: "Leave it as it was",
  jsonBroken: (why: string) => `This is not JSON yet: ${why}`,
  jsonKept: (mark: string) => `${mark} stands for data that stays as it is.`,
  jsonUnknown: (at: string) => `${at} has no place here. Remove it.`,
  jsonUnfit: (at: string, what: string) =>
    at === "" ? `It must be ${what}.` : `${at} must be ${what}.`,
  jsonWants: {
    object: "an object",
    list: "a list",
    text: "a text",
    flag: "true or false",
    block: "“text”, “image”, “audio”, “resource” or “resource_link”",
  },

  // What keeps it from being signed.
  cannotEditing: "You are still editing JSON. Take it, or leave it as it was.",
  cannotBalance: "A use of a tool and its result do not stand together.",
  cannotTools: "The model must use a tool, and there is none. Put one back, or let it choose.",
  cannotMisfit: "It does not fit the server's tools. Edit it, or tick that it goes as it is.",
  misfits: (n: number) =>
    plural(n, {
      one: "{n} thing in this reply does not fit the server's tools. It is named where it stands.",
      other:
        "{n} things in this reply do not fit the server's tools. They are named where they stand.",
    }),
  asItIs: "I have seen it, and sign it as it is",
  despite: "Signed all the same, although",
};
