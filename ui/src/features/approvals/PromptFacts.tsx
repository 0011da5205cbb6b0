import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ExchangeDetail, Loss, ModelRef, Prompt } from "../../ipc/generated";
import { NumberField, PlainText, TextField } from "../../kit";
import { costWords, offeredOf } from "../../parts";
import { CostFacts } from "./CostFacts";
import { editedPrompt, linesOf, type PromptDraft, promptOf, same, sequencesOf } from "./draft";
import { ExactBytes } from "./ExactBytes";
import { Fact, FactGroup, FactNote, Facts } from "./Facts";
import facts from "./Facts.module.css";
import { ModelPick } from "./ModelPick";
import type { PromptProps } from "./PromptExtras";
import { WaitFacts } from "./StillWaits";
import { useLosses } from "./useLosses";
import { useOffers } from "./useOffers";
import { lossWords } from "./words";

/** The model, the limits and the server's wishes. */
export function PromptFacts({
  detail,
  draft,
  edited,
  model,
  onModel,
  edit,
}: {
  detail: ExchangeDetail;
  draft: PromptDraft;
  /** The prompt, if it was edited. */
  edited: Prompt | undefined;
  model: ModelRef | null;
  onModel: (model: ModelRef) => void;
  edit: PromptProps["edit"];
}) {
  const t = useText();
  const f = useFormat();
  const { asked } = detail.exchange;
  const offers = useOffers(detail, edited);
  const offered = model && offers ? offeredOf(offers, model) : undefined;
  const cost = offered?.estimate.cost;
  const summary = [
    model?.model ?? t.requests.cannotModel,
    ...(cost ? [`≤ ${costWords(t, f, cost.ceiling)}`] : []),
    `${t.requests.maxTokens}: ${f.number(draft.maxTokens ?? 0)}`,
  ].join(" · ");
  return (
    <Facts summary={summary}>
      <ModelPick detail={detail} offers={offers} model={model} onModel={onModel} />
      {offered && <CostFacts offered={offered} />}
      <Limits detail={detail} draft={draft} model={model} edit={edit} />
      <Wishes asked={asked} />
      {model && (
        <ExactBytes exchange={detail.exchange.id} model={model} {...(edited ? { edited } : {})} />
      )}
      <WaitFacts exchange={detail.exchange.id} />
      <FactGroup title={t.requests.seesOnly}>
        <FactNote>{t.requests.seesOnlyNote}</FactNote>
      </FactGroup>
    </Facts>
  );
}

function Limits({
  detail,
  draft,
  model,
  edit,
}: {
  detail: ExchangeDetail;
  draft: PromptDraft;
  model: ModelRef | null;
  edit: PromptProps["edit"];
}) {
  const t = useText();
  const f = useFormat();
  const { asked, id } = detail.exchange;
  const { of: losses, fault } = useLosses(
    id,
    model,
    promptOf(draft, asked),
    editedPrompt(draft, asked),
  );
  // What is typed stays as it is typed; the sequences follow from it.
  const [lines, setLines] = useState(linesOf(draft.stopSequences));
  const shown = same(sequencesOf(lines), draft.stopSequences)
    ? lines
    : linesOf(draft.stopSequences);
  const askedTemperature = asked.temperature ?? null;
  return (
    <FactGroup title={t.requests.limits}>
      <NumberField
        beside
        label={t.requests.maxTokens}
        value={draft.maxTokens}
        min={0}
        max={4_294_967_295}
        onChange={(maxTokens) => edit((now) => ({ ...now, maxTokens }))}
      />
      {draft.maxTokens !== asked.max_tokens && (
        <FactNote>{t.requests.asked(f.number(asked.max_tokens))}</FactNote>
      )}
      <NumberField
        beside
        label={t.requests.temperature}
        placeholder={t.requests.temperatureNone}
        value={draft.temperature}
        min={0}
        step={0.01}
        fraction={2}
        onChange={(temperature) => edit((now) => ({ ...now, temperature }))}
      />
      {draft.temperature !== askedTemperature && (
        <FactNote>
          {t.requests.asked(
            askedTemperature === null ? t.requests.temperatureNone : f.number(askedTemperature),
          )}
        </FactNote>
      )}
      <Losses of={losses.filter((loss) => loss.kind === "temperature")} />
      <TextField
        label={t.requests.stopAt}
        placeholder={t.requests.stopNone}
        mono
        rows={Math.min(Math.max(draft.stopSequences.length, 1), 6)}
        value={shown}
        onChange={(next) => {
          setLines(next);
          edit((now) => ({ ...now, stopSequences: sequencesOf(next) }));
        }}
        {...(draft.stopSequences.length > 0 ? { note: t.requests.stopNote } : {})}
      />
      {!same(draft.stopSequences, asked.stop_sequences) && (
        <FactNote>
          {t.requests.asked(
            asked.stop_sequences.length === 0 ? t.requests.stopNone : linesOf(asked.stop_sequences),
          )}
        </FactNote>
      )}
      <Losses of={losses.filter((loss) => loss.kind !== "temperature")} />
      {fault && <FactNote warn>{fault.message}</FactNote>}
    </FactGroup>
  );
}

function Losses({ of }: { of: readonly Loss[] }) {
  const t = useText();
  return of.map((loss) => (
    <FactNote key={loss.kind} warn>
      {lossWords(t, loss)}
    </FactNote>
  ));
}

function Wishes({ asked }: { asked: Prompt }) {
  const t = useText();
  const f = useFormat();
  const { hints, cost, speed, intelligence } = asked.preferences;
  const context =
    asked.include_context === "this_server"
      ? t.requests.contextThis
      : asked.include_context === "all_servers"
        ? t.requests.contextAll
        : null;
  const wishes = [cost, speed, intelligence, asked.metadata, context ?? undefined];
  if (hints.length === 0 && wishes.every((wish) => wish === undefined)) return null;
  return (
    <FactGroup title={t.requests.wishes}>
      {hints.length > 0 && (
        <Fact name={t.requests.hints}>
          <PlainText>{hints.join(", ")}</PlainText>
        </Fact>
      )}
      {intelligence !== undefined && (
        <Fact name={t.requests.intelligence}>{f.number(intelligence)}</Fact>
      )}
      {speed !== undefined && <Fact name={t.requests.speed}>{f.number(speed)}</Fact>}
      {cost !== undefined && <Fact name={t.requests.cost}>{f.number(cost)}</Fact>}
      {context && <Fact name={t.requests.context}>{context}</Fact>}
      {asked.metadata && (
        <>
          <FactNote>{t.requests.metadata}</FactNote>
          <pre className={facts.json}>
            <PlainText>{JSON.stringify(asked.metadata, null, 2)}</PlainText>
          </pre>
        </>
      )}
    </FactGroup>
  );
}
