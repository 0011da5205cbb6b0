import type {
  CallView,
  Completion,
  CompletionQuery,
  Features,
  PromptList,
  ResourceList,
} from "../ipc/generated";

/** What a server that has everything says of itself. */
export const everything: Features = {
  prompts: true,
  resources: true,
  updates: true,
  completions: true,
  logging: true,
};

/** What one that has tools alone says. */
export const toolsAlone: Features = {
  prompts: false,
  resources: false,
  updates: false,
  completions: false,
  logging: false,
};

export const promptList: PromptList = {
  more: false,
  prompts: [
    {
      name: "summary",
      title: "Summary of a day",
      description: "Asks a model what the day was like, and makes a prompt of it.",
      arguments: [
        { name: "day", description: "Which day of the week.", required: true },
        { name: "tone", title: "Tone", required: false },
      ],
    },
    { name: "greeting", arguments: [] },
  ],
};

export const resourceList: ResourceList = {
  more: false,
  resources: [
    {
      uri: "notes://today",
      name: "today",
      title: "Today",
      description: "What was noted today.",
      mime_type: "text/plain",
      size: 11,
    },
    {
      uri: "file:///srv/notes/a/very/long/path/without/any/break/at/all/that/has/to/wrap/somewhere.png",
      name: "somewhere.png",
      mime_type: "image/png",
    },
  ],
  templates: [
    {
      uri_template: "notes://{day}/{hour}",
      name: "notes",
      title: "Notes of an hour",
      description: "What was noted at some hour.",
      mime_type: "text/plain",
    },
  ],
};

/** Days that begin with what was typed. */
export function suggested(query: CompletionQuery): Completion {
  const days = ["monday", "tuesday", "wednesday"];
  return { values: days.filter((day) => day.startsWith(query.value)), more: false };
}

const call = {
  server: "server-Demo",
  signed: 0,
  started_at: Date.now() - 9_000,
  ended_at: Date.now() - 8_000,
};

export const gotPrompt: CallView = {
  ...call,
  id: "call-prompt",
  what: { kind: "prompt", prompt: "summary", arguments: { day: "monday" } },
  state: {
    name: "done",
    is_error: false,
    result: {
      messages: [
        { role: "user", content: { type: "text", text: "Write about a day that was fine." } },
        {
          role: "assistant",
          content: {
            type: "resource",
            resource: { uri: "notes://today", mimeType: "text/plain", text: "Bread, milk." },
          },
        },
      ],
    },
  },
};

export const gotResource: CallView = {
  ...call,
  id: "call-resource",
  what: { kind: "resource", resource: "notes://today" },
  state: {
    name: "done",
    is_error: false,
    result: {
      contents: [
        { uri: "notes://today", mimeType: "text/html", text: "<b onclick='x()'>Bread</b>, milk." },
        { uri: "notes://today", mimeType: "application/pdf", blob: "JVBERi0xLjQKJeLjz9MK" },
      ],
    },
  },
};
