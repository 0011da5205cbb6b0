import type { CallView, Elicitation, Round, Summary } from "../../ipc/generated";
import { calledOf } from "../../state";

/** Something that lies on the desk. */
export type Item =
  | { kind: "exchange"; exchange: Summary }
  | { kind: "question"; question: Elicitation }
  | { kind: "pause"; call: CallView };

/** What tells an item from all others. */
export function itemKey(item: Item): string {
  switch (item.kind) {
    case "exchange":
      return item.exchange.id;
    case "question":
      return item.question.id;
    case "pause":
      return item.call.id;
  }
}

/** Whether an item waits for the person. */
export function waitsFor(item: Item): boolean {
  switch (item.kind) {
    case "exchange": {
      const { name } = item.exchange.state;
      return name === "prompt_review" || name === "reply_review";
    }
    case "question":
      return item.question.standing.name === "waiting";
    case "pause":
      return true;
  }
}

/** The round that an item came in, if it came in one. */
export function roundOf(item: Item): Round | undefined {
  switch (item.kind) {
    case "exchange":
      return item.exchange.round;
    case "question":
      return item.question.cause.round;
    case "pause":
      return undefined;
  }
}

/** What an item says of itself in one line each. */
export function linesOf(item: Item): { name: string; at: number; preview: string } {
  switch (item.kind) {
    case "exchange": {
      const { server_name, opened_at, preview } = item.exchange;
      return { name: server_name, at: opened_at, preview };
    }
    case "question": {
      const { cause, opened_at, question } = item.question;
      const preview = question.mode === "unfit" ? "" : question.message;
      return { name: cause.server_name, at: opened_at, preview };
    }
    case "pause":
      return { name: calledOf(item.call.what).name, at: item.call.started_at, preview: "" };
  }
}
