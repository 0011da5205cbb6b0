import type { Content, Message, Tool } from "../ipc/generated";
import { CHART, TONE } from "./media";
import { haiku, type Made, make, message, prompt, reply, type Sketch, sonnet, text } from "./world";

// Pictures, sounds, tools and turns: what a card shows beside text.

export const picture: Content = { kind: "image", data: CHART, mime_type: "image/png" };
export const sound: Content = { kind: "audio", data: TONE, mime_type: "audio/wav" };

const user = (...content: Content[]): Message => ({ role: "user", content });
const assistant = (...content: Content[]): Message => ({ role: "assistant", content });

/** Pictures of every fate: shown, carrying something, broken, of a kind that is not shown. */
export const pictures = (): Sketch => ({
  server: "chart-reader",
  cause: {
    call: { kind: "tool", id: "call-charts", tool: "read_chart", arguments: { month: "October" } },
  },
  prompt: prompt({
    messages: [
      user(text("What does this chart say, in one sentence?"), {
        ...picture,
        marks: { annotations: { audience: ["assistant"], priority: 0.9 }, meta: { page: 3 } },
      }),
      user({ kind: "image", data: "iVBORw0KGgo=", mime_type: "image/png" }),
      user({ kind: "image", data: "PHN2Zz48L3N2Zz4=", mime_type: "image/svg+xml" }),
    ],
    max_tokens: 300,
  }),
});

/** A sound, and one that no window plays. */
export const sounds = (): Sketch => ({
  server: "transcriber",
  cause: {
    call: { kind: "tool", id: "call-sounds", tool: "transcribe", arguments: { file: "memo.wav" } },
  },
  prompt: prompt({
    messages: [
      user(text("Write down what is said here."), sound),
      user({ kind: "audio", data: "TVRoZA==", mime_type: "audio/midi" }),
    ],
    max_tokens: 2000,
  }),
});

/** Twenty pictures in one request. */
export const gallery = (): Sketch => ({
  server: "album",
  prompt: prompt({
    messages: Array.from({ length: 20 }, (_, at) => user(text(`Picture ${at + 1}`), picture)),
  }),
});

export const offered: Tool[] = [
  {
    name: "get_weather",
    title: "Weather",
    description: "The weather of a place in the next days.\nTemperatures in °C.",
    input_schema: {
      type: "object",
      properties: {
        city: { type: "string", description: "Its name, in any language." },
        days: { type: "integer", description: "How many days, from today on." },
        units: { enum: ["metric", "imperial"] },
      },
      required: ["city"],
    },
    rest: { annotations: { readOnlyHint: true } },
  },
  {
    name: "find_trains",
    description: "Trains between two places.",
    input_schema: {
      type: "object",
      properties: {
        from: { type: "string" },
        to: { type: "string" },
        via: { type: "array", items: { type: "string" } },
      },
      required: ["from", "to"],
    },
  },
  { name: "final_answer", input_schema: { type: "object" } },
];

const weather: Content = {
  kind: "tool_use",
  id: "toolu_01A",
  name: "get_weather",
  input: { city: "Huế", days: 3 },
};
const trains: Content = {
  kind: "tool_use",
  id: "toolu_01B",
  name: "find_trains",
  input: { from: "Đà Nẵng", to: "Huế", via: ["Lăng Cô"] },
};
const forecast: Content = {
  kind: "tool_result",
  tool_use_id: "toolu_01A",
  content: [{ kind: "text", text: "Sun, then showers in the evening. 24 to 31 °C." }, picture],
  structured: { high: 31, low: 24, rain: true },
};
const noTrains: Content = {
  kind: "tool_result",
  tool_use_id: "toolu_01B",
  content: [
    { kind: "text", text: "The timetable is not to be had." },
    {
      kind: "resource",
      resource: {
        uri: "trains://log/today",
        mimeType: "text/plain",
        text: "08:02 timeout\n08:04 timeout",
      },
    },
    {
      kind: "resource_link",
      link: { uri: "https://example.org/timetable", name: "timetable", title: "All trains" },
    },
  ],
  is_error: true,
};

const first = [message("Where should I go on Saturday, and how?")];
const second = [...first, assistant(text("I look at the weather first."), weather), user(forecast)];
const third = [...second, assistant(trains), user(noTrains)];

const travelling: Sketch = {
  server: "trip-planner",
  cause: {
    call: { kind: "tool", id: "call-trip", tool: "plan_trip", arguments: { day: "Saturday" } },
  },
};

/** A request that offers tools. */
export const tools = (): Sketch => ({
  ...travelling,
  prompt: prompt({ messages: first, tools: offered, tool_choice: "auto" }),
});

/** A reply that asks for tools, one of them in a way that does not fit. */
export const used = (): Sketch => ({
  ...travelling,
  state: { name: "reply_review" },
  prompt: prompt({ messages: first, tools: offered, tool_choice: "auto" }),
  attempts: [
    {
      target: { kind: "model", model: haiku },
      outcome: {
        kind: "reply",
        reply: reply("", {
          content: [
            text("I look at the weather first."),
            { ...weather, input: { town: "Huế", days: "three" } },
          ],
          stop_reason: "tool_use",
        }),
      },
      timing: { first_ms: 300, total_ms: 1200 },
    },
  ],
});

/** The third turn of a loop over tools, and the two before it. */
export function thread(signed: "as_they_stand" | "changed" | "by_rule" = "as_they_stand"): Made[] {
  const closed = (sketch: Sketch) => make({ ...sketch, state: { name: "released" } });
  const one = closed({
    ...tools(),
    age: 90_000,
    sentBy: sonnet,
  });
  const { id } = one.detail.exchange;
  const two = closed({
    ...tools(),
    age: 60_000,
    prompt: prompt({ messages: second, tools: offered }),
    cause: {
      ...travelling.cause,
      turn: { number: 2, first: id, previous: id, known: 2, signed },
    },
  });
  const three = make({
    ...tools(),
    prompt: prompt({ messages: third, tools: offered }),
    cause: {
      ...travelling.cause,
      turn: { number: 3, first: id, previous: two.detail.exchange.id, known: 4, signed },
    },
  });
  return [one, two, three];
}
