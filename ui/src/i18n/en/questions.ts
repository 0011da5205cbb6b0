import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What questions of servers, pages to visit and rounds say. */
export const questions = {
  // The queue.
  formTag: "form",
  pageTag: "page to visit",
  visiting: "Pages you opened",
  roundOf: (server: string, number: number, of: number) =>
    `${server} · round ${number} of one call, ${plural(of, { one: "{n} request", other: "{n} requests" })}`,
  pausePreview: "Waits until you let it go on",
  nowArrived: (server: string) => `${server} asks you something.`,

  // The card.
  asks: (server: string) => `${server} asks you`,
  wantsVisit: (server: string) => `${server} wants you to visit a page`,
  message: (server: string) => `What ${server} says`,
  form: "Your answer",
  noFields: "It asks for nothing but your consent.",
  required: "required",
  notGiven: "not given",
  yes: "yes",
  no: "no",
  whole: "A whole number",
  formats: {
    email: "An e-mail address",
    uri: "A web address or other URI",
    date: "A day: year-month-day",
    "date-time": "A moment, with its time zone",
  },
  wrong: {
    missing: "This is needed.",
    number: "This is not a number.",
    integer: "This is not a whole number.",
  },
  tooSmall: (n: number) => `At least ${n}`,
  tooLarge: (n: number) => `At most ${n}`,
  notAbove: (n: number) => `More than ${n}`,
  notBelow: (n: number) => `Less than ${n}`,
  tooShort: (n: number) =>
    plural(n, { one: "At least {n} character", other: "At least {n} characters" }),
  tooLong: (n: number) =>
    plural(n, { one: "At most {n} character", other: "At most {n} characters" }),
  tooFew: (n: number) => plural(n, { one: "Choose at least {n}", other: "Choose at least {n}" }),
  tooMany: (n: number) => plural(n, { one: "Choose at most {n}", other: "Choose at most {n}" }),
  kept: "Your answer goes to the server, and stays in your history, encrypted. Do not enter passwords or keys: a server must not ask for them in a form.",
  sent: "What will be sent",
  threeAnswers: "Declining says no. Leaving says neither yes nor no.",
  send: "Send",
  decline: "Decline",
  cancel: "Leave it",
  nowSent: (server: string) => `Your answer went to ${server}.`,
  nowDeclined: (server: string) => `${server} was told no.`,
  nowCancelled: (server: string) => `${server} was told that you left it.`,
  over: "This question is over",
  overNote: "It was answered or withdrawn. The history tells what happened.",
  back: "Back to the desk",

  // A page.
  page: "The page",
  visit: "You would visit",
  copyAddress: "Copy the address",
  pageNote:
    "Countersign does not look at the page. What you do there stays between you and whoever runs it.",
  notEncrypted: "The connection is not encrypted: others can read and change what is sent.",
  userinfo:
    "A name stands before the host, and can be made to look like one. The host is what is marked.",
  punycode: (reads: string) =>
    `The host is written in letters other than a to z and reads ${reads}. It may look like another one.`,
  mixedScripts: (reads: string) => `${reads} mixes letters of several scripts, as names do not.`,
  numberHost: "The host is a number instead of a name.",
  near: "The page is on this machine or in your local network.",
  rewritten: (sent: string) => `The server wrote it in another way: ${sent}`,
  open: "Open in the browser",
  opensOnly: "Opens this address in your browser, and nothing else.",
  waitsPushed: (server: string) => `You opened it. ${server} knows, and says when it is done.`,
  waitsPulled: (server: string) => `You opened it. ${server} waits until you go on here.`,
  goOn: "Go on",
  done: "I am done",
  nowOpened: (server: string) => `The page of ${server} was opened.`,
  nowDone: (server: string) => `${server} goes on.`,

  // A round.
  round: (number: number, of: number) =>
    `Round ${number} of this call, ${plural(of, { one: "{n} request", other: "{n} requests" })}`,
  lastsUntil: (time: string) =>
    `Answer all of it by ${time}: most servers do not take answers later than ten minutes.`,
  lasted: (time: string) =>
    `Ten minutes were over at ${time}: the server may not take the answers any more.`,
  signAll: (n: number) => plural(n, { one: "Sign {n} prompt", other: "Sign {n} prompts" }),
  signAllTitle: (n: number) =>
    plural(n, { one: "Sign this prompt?", other: "Sign these {n} prompts?" }),
  signAllBody:
    "Each goes to its model as the server wrote it, once. Only prompts that you have looked at to their end and have not edited can be signed here; forms and pages are answered on their own cards.",
  seen: "Seen to its end, not edited",
  notSeen: "Not seen to its end yet: look at its card first.",
  edited: "You changed something: sign it on its own card.",
  noModel: "No model is allowed yet: choose one on its card.",
  noModelYet: "No model yet",
  cannotGo: "It cannot be sent as it is: mend it on its card.",
  movedOn: "It has moved on meanwhile.",
  reading: "Being read…",
  nowAllSigned: (n: number) =>
    plural(n, { one: "{n} prompt was signed.", other: "{n} prompts were signed." }),
  refuseRound: "Refuse the round…",
  refuseRoundTitle: "Refuse this round?",
  refuseRoundBody:
    "The call ends. Every other request of the round is withdrawn; answers that were given stay in the history.",
  refuseRoundNow: "Refuse all",
  nowRoundRefused: (server: string) => `The round of ${server} was refused.`,

  // A pause.
  pauseTitle: (called: string, n: number) => `${called} asked ${n} times in a row`,
  pauseBody:
    "The call pauses here, and wants to ask more. Nothing is lost: what was answered so far is in the history, and goes on with the call if you let it.",
  pauseNote: "It pauses again after ten more rounds.",
  pauseGoOn: "Let it go on",
  pauseEnd: "End the call",
  nowGoesOn: "The call goes on.",
  nowEnded: "The call was ended.",
};
