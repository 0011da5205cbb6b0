import { type Format, type Text, useFormat, useText } from "../../i18n";
import type { ExchangeDetail, Signer } from "../../ipc/generated";
import { classes } from "../../kit";
import css from "./Gates.module.css";

type Standing = "ahead" | "now" | "done" | "failed";

/** One of the four steps of an exchange. */
export interface Step {
  standing: Standing;
  words: string;
}

/** How an exchange stands, as its four steps. */
export function stepsOf(detail: ExchangeDetail, t: Text, f: Format): [Step, Step, Step, Step] {
  const { state, sent, attempts, returned } = detail.exchange;
  const last = attempts.at(-1);
  const byHand = sent?.target.kind === "person";
  const signed = (by: Signer): Step => ({
    standing: "done",
    words: by.kind === "person" ? t.requests.stepSignedByYou : t.requests.stepSignedByRule,
  });

  const first: Step = sent
    ? signed(sent.by)
    : {
        standing: state.name === "prompt_review" ? "now" : "ahead",
        words: t.requests.stepSignPrompt,
      };
  let second: Step = { standing: "ahead", words: t.requests.stepWrites };
  const writesNow = byHand && state.name === "reply_review" && last?.outcome.kind !== "fault";
  if (writesNow) {
    second = { standing: "now", words: t.requests.stepYouWrite };
  } else if (state.name === "generating") {
    second = { standing: "now", words: t.requests.stepWriting };
  } else if (last?.outcome.kind === "fault") {
    second = { standing: "failed", words: t.requests.stepNotWritten };
  } else if (last) {
    second = {
      standing: "done",
      words: byHand
        ? t.requests.stepWrittenByYou
        : t.requests.stepWritten(f.duration(last.timing.total_ms)),
    };
  }
  const third: Step = returned
    ? signed(returned.by)
    : {
        standing: state.name === "reply_review" && !writesNow ? "now" : "ahead",
        words: t.requests.stepSignReply,
      };
  const fourth: Step = { standing: "ahead", words: t.requests.stepReturned };

  switch (state.name) {
    case "released":
      return [first, second, third, { standing: "done", words: t.requests.stepReturned }];
    case "refused": {
      const no: Step = { standing: "failed", words: t.requests.stepRefused };
      return state.gate === "prompt" ? [no, second, third, fourth] : [first, second, no, fourth];
    }
    case "failed":
      return [first, second, third, { standing: "failed", words: t.requests.stepFailed }];
    case "withdrawn":
      return [first, second, third, { standing: "failed", words: t.requests.stepWithdrawn }];
    case "received":
    case "prompt_review":
    case "generating":
    case "reply_review":
      return [first, second, third, fourth];
  }
}

/** The four steps, and which of them it is at. */
export function Gates({ detail }: { detail: ExchangeDetail }) {
  const t = useText();
  const f = useFormat();
  return (
    <ol className={css.gates} aria-label={t.requests.steps}>
      {stepsOf(detail, t, f).map((step, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: there are always these four, in this order
          key={at}
          className={classes(css.gate, css[step.standing])}
          aria-current={step.standing === "now" ? "step" : undefined}
        >
          <i className={css.seal} aria-hidden="true" />
          {step.words}
        </li>
      ))}
    </ol>
  );
}
