import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What is said of how long servers wait, and of what comes too late. */
export const waiting = {
  // How long a server waits still; begins in small letters, for it stands in a row of such words.
  endless: "waits as long as it takes",
  informed: "likely keeps waiting",
  still: (time: string) => `likely waits ${time} more`,
  over: "has likely stopped waiting",
  unknown: "how long it waits is not known",
  title: "How long it waits",
  note: "Nothing is decided by it. An answer that comes too late is kept, and not delivered.",
  informedNote:
    "It gave a token for progress, and hears every two seconds that its request is being looked at.",
  known: {
    set: "You set that in the server's setup.",
    seen: "That is when it gave up before.",
    runtime:
      "It is started by what runs JavaScript, and the official SDK there gives up after a minute.",
    sdk: "For that long the official SDKs take the answers to a round.",
  },

  // In the server's setup.
  section: "How long it waits",
  sectionNote:
    "Shown on the desk, and nothing else: no answer is hurried or sent because of it. Leave a field empty where you do not know.",
  pushed: "For the answer to a request that it pushes, in seconds",
  pulled: "For the answers to a round, in seconds",
  usually: (seconds: string) => `Usually ${seconds}.`,
  seen: (seconds: string) => `It gave up after ${seconds} s before.`,
  nobodyKnows: "Nobody knows.",
  noEnd: "As long as it takes.",
  saved: "Saved",

  // What came too late.
  gaveUp: "The server no longer waits.",
  notDelivered: "Nothing was delivered.",
  kept: "What had been written",
  keptEdited: "What you had written",
  keptNote: "Kept in the history. You can copy it from here.",
  keptEditedNote: "Your changes are kept only here, until you go on. Copy them if you need them.",

  // Run again, with what was signed before.
  runAgain: "Run it again",
  signedNote: (n: number) =>
    plural(n, {
      one: "{n} answer was signed and kept. Where it asks the very same again, that answer is filled in for you to sign.",
      other:
        "{n} answers were signed and kept. Where it asks the very same again, they are filled in for you to sign.",
    }),
  sameAgain: (time: string) => `Same request as at ${time}; your answer is at hand`,
  sameAgainNote:
    "To the last byte it is the request that you answered, and your answer was delivered to nobody. Nothing goes back until you have signed it again.",
  fillIn: "Sign, and take this answer",
  nowFilledIn: "Signed. Your answer is filled in.",
  filledIn: (time: string) => `This is the answer that you signed at ${time} for the same request.`,
};
