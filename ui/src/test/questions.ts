import type { CallView, Cause, Elicitation, Field, LinkRemark, Summary } from "../ipc/generated";
import { type Made, make, message, prompt } from "./world";

const call = {
  id: "call-plan",
  kind: "tool" as const,
  tool: "plan_trip",
  arguments: { month: "October", people: 2 },
};

function causeOf(change: Partial<Cause> = {}): Cause {
  return {
    server: "server-travel",
    server_name: "travel",
    door: "pushed",
    revision: "2025-11-25",
    certain: true,
    call,
    ...change,
  };
}

function roundAt(place: number, key: string): Partial<Cause> {
  const round = { number: 2, key, of: 3, place, arrived_at: Date.now() - 95_000 };
  return { door: "pulled", revision: "2026-07-28", round };
}

/** One field of every kind, with what a schema can say of it. */
export const everyField: Field[] = [
  {
    name: "city",
    title: "City",
    description: "Where the trip begins.",
    required: true,
    nullable: false,
    kind: { kind: "text", min_length: 2, max_length: 60 },
  },
  {
    name: "mail",
    title: "E-mail",
    required: false,
    nullable: false,
    kind: { kind: "text", format: "email" },
  },
  {
    name: "start",
    title: "First day",
    required: false,
    nullable: false,
    kind: { kind: "text", format: "date", default: "2026-10-03" },
  },
  {
    name: "days",
    title: "Days",
    required: true,
    nullable: false,
    kind: { kind: "number", integer: true, bounds: { min: 1, max: 30 }, default: 7 },
  },
  {
    name: "insured",
    title: "With insurance",
    required: false,
    nullable: false,
    kind: { kind: "boolean", default: false },
  },
  {
    name: "seat",
    title: "Seat",
    required: false,
    nullable: false,
    kind: {
      kind: "one",
      choices: [
        { value: "window", title: "By the window" },
        { value: "aisle", title: "On the aisle" },
      ],
      default: "window",
    },
  },
  {
    name: "meals",
    title: "Meals",
    required: false,
    nullable: false,
    kind: {
      kind: "many",
      min: 1,
      max: 2,
      choices: [{ value: "breakfast" }, { value: "lunch" }, { value: "dinner" }],
      default: ["breakfast"],
    },
  },
  { name: "notes", required: false, nullable: true, kind: { kind: "text", max_length: 500 } },
];

/** A form with every kind of field. */
export function formQuestion(change: Partial<Elicitation> = {}): Elicitation {
  return {
    id: "question-form",
    cause: causeOf(),
    question: {
      mode: "form",
      message:
        "Before I book, I need a few things from you.\nNothing is paid until you confirm the whole trip.",
      fields: everyField,
      schema: { type: "object" },
    },
    opened_at: Date.now() - 14_000,
    changed_at: Date.now() - 14_000,
    standing: { name: "waiting" },
    ...change,
  };
}

const remarks: LinkRemark[] = [
  { kind: "userinfo" },
  { kind: "punycode", reads: "pаypal-login.com" },
  { kind: "mixed_scripts", reads: "pаypal-login.com" },
  { kind: "not_encrypted" },
];

/** A page to visit; one that wants to look like another when it is `odd`. */
export function pageQuestion(odd = false, change: Partial<Elicitation> = {}): Elicitation {
  return {
    id: "question-page",
    cause: causeOf(),
    question: {
      mode: "url",
      message: "Sign in with your travel account, so that I can see your bookings.",
      link: odd
        ? {
            before: "http://paypal.com@",
            host: "xn--pypal-login-yij.com",
            after: `/sign-in?next=${"trip-".repeat(30)}`,
            remarks,
          }
        : {
            before: "https://",
            host: "accounts.travel.example",
            after: "/authorize?client=countersign&state=4f9a2c",
            remarks: [],
          },
      name: "visit-1",
    },
    opened_at: Date.now() - 9_000,
    changed_at: Date.now() - 9_000,
    standing: { name: "waiting" },
    ...change,
  };
}

/** A round of two requests for completions and a form between them. */
export function roundTrip(): { made: Made[]; exchanges: Summary[]; questions: Elicitation[] } {
  const made = ["Suggest three quiet places by the sea.", "Write a packing list for autumn."].map(
    (text, at) =>
      make({
        server: "travel",
        age: 95_000,
        cause: { call, ...roundAt(at * 2, at === 0 ? "places" : "packing") },
        prompt: prompt({ messages: [message(text)] }),
      }),
  );
  return {
    made,
    exchanges: made.map((one) => one.summary),
    questions: [formQuestion({ cause: causeOf(roundAt(1, "details")) })],
  };
}

/** A call that asked ten times and pauses. */
export function pausedCall(): CallView {
  return {
    id: "call-paused",
    server: "server-travel",
    what: { kind: "tool", tool: "plan_trip", arguments: {} },
    signed: 0,
    started_at: Date.now() - 240_000,
    state: { name: "running", paused: 10 },
  };
}
