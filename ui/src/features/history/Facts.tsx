import type { ReactNode } from "react";
import { type Format, type Text, useFormat, useText } from "../../i18n";
import type { Attempt, Prompt, Reply } from "../../ipc/generated";
import { Json, PlainText } from "../../kit";
import { costWords, modelWords, stopWords, ToolDefinition, totalOf } from "../../parts";
import css from "./Texts.module.css";

interface Fact {
  name: string;
  value: string;
}

/** What stands beside the texts of a prompt, as words. */
function factsOf(t: Text, f: Format, prompt: Prompt): Fact[] {
  const { preferences } = prompt;
  const weight = (value: number | undefined, words: (n: string) => string) =>
    value === undefined ? [] : [words(f.number(value))];
  const priorities = [
    ...weight(preferences.cost, t.history.priority.cost),
    ...weight(preferences.speed, t.history.priority.speed),
    ...weight(preferences.intelligence, t.history.priority.intelligence),
  ];
  const facts: Fact[] = [
    { name: t.history.maxTokens, value: f.number(prompt.max_tokens) },
    {
      name: t.history.temperature,
      value: prompt.temperature === undefined ? t.history.notGiven : f.number(prompt.temperature),
    },
    {
      name: t.history.stopSequences,
      value:
        prompt.stop_sequences.length === 0
          ? t.history.notGiven
          : prompt.stop_sequences.map((stop) => JSON.stringify(stop)).join(" "),
    },
    {
      name: t.history.hints,
      value: preferences.hints.length === 0 ? t.history.notGiven : preferences.hints.join(", "),
    },
  ];
  if (priorities.length > 0) {
    facts.push({ name: t.history.priorities, value: priorities.join(", ") });
  }
  if (prompt.include_context !== "none") {
    facts.push({ name: t.history.context, value: t.history.contexts[prompt.include_context] });
  }
  if (prompt.tool_choice) {
    facts.push({
      name: t.history.toolChoice,
      value: t.history.toolChoices[prompt.tool_choice],
    });
  }
  return facts;
}

/** What stands beside a prompt's texts; beside `before`, what changed. */
export function PromptFacts({ prompt, before }: { prompt: Prompt; before: Prompt | null }) {
  const t = useText();
  const f = useFormat();
  const was = new Map(factsOf(t, f, before ?? prompt).map((fact) => [fact.name, fact.value]));
  return (
    <dl className={css.facts}>
      {factsOf(t, f, prompt).map(({ name, value }) => (
        <OneFact key={name} name={name}>
          {was.get(name) !== value && <span className={css.was}>{was.get(name)}</span>}{" "}
          <PlainText>{value}</PlainText>
        </OneFact>
      ))}
      {prompt.tools.length > 0 && (
        <OneFact wide name={t.history.tools}>
          <div className={css.tools}>
            {prompt.tools.map((tool) => (
              <ToolDefinition key={tool.name} tool={tool} />
            ))}
          </div>
        </OneFact>
      )}
      {prompt.metadata && (
        <OneFact wide name={t.history.metadata}>
          <Json value={prompt.metadata} label={t.history.metadata} />
        </OneFact>
      )}
    </dl>
  );
}

/** What stands beside a reply's text: who wrote it, why it ended, what it used, how long it took. */
export function ReplyFacts({ reply, attempt }: { reply: Reply; attempt: Attempt | null }) {
  const t = useText();
  const f = useFormat();
  const { usage } = reply;
  const reported = (value: number | undefined) =>
    value === undefined ? t.history.notGiven : f.number(value);
  return (
    <dl className={css.facts}>
      <OneFact name={t.history.writtenBy}>{modelWords(t, reply.model)}</OneFact>
      <OneFact name={t.history.stopped}>{stopWords(t, reply.stop_reason)}</OneFact>
      {usage && (
        <OneFact name={t.history.tokensLine}>
          {t.history.tokensInOut(reported(usage.input), reported(usage.output))}
          {usage.cached !== undefined && ` · ${t.history.cached(f.number(usage.cached))}`}
          {usage.reasoning !== undefined && ` · ${t.history.reasoning(f.number(usage.reasoning))}`}
        </OneFact>
      )}
      {attempt?.target.kind === "model" && (
        <OneFact name={t.choice.costOf}>
          {attempt.beside?.cost
            ? costWords(t, f, totalOf(attempt.beside?.cost))
            : t.choice.unknownCost}
          {attempt.beside?.cost &&
            attempt.beside.cost.cached > 0 &&
            ` · ${t.choice.costCached} ${costWords(t, f, attempt.beside.cost.cached)}`}
          {attempt.beside?.cost &&
            attempt.beside.cost.reasoning > 0 &&
            ` · ${t.choice.costReasoning} ${costWords(t, f, attempt.beside.cost.reasoning)}`}
        </OneFact>
      )}
      {attempt?.timing.first_ms !== undefined && (
        <OneFact name={t.history.firstText}>{f.duration(attempt.timing.first_ms)}</OneFact>
      )}
      {attempt && <OneFact name={t.history.total}>{f.duration(attempt.timing.total_ms)}</OneFact>}
      {reply.request_id && (
        <OneFact name={t.history.requestId}>
          <code>{reply.request_id}</code>
        </OneFact>
      )}
    </dl>
  );
}

function OneFact({
  name,
  wide = false,
  children,
}: {
  name: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={wide ? css.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
