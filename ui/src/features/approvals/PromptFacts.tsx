import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ExchangeDetail, Loss, ModelRef, Offered, Prompt } from "../../ipc/generated";
import { NumberField, PlainText, TextField } from "../../kit";
import { costWords, offeredOf } from "../../parts";
import { CostFacts } from "./CostFacts";
import { linesOf, type PromptDraft, same, sequencesOf } from "./draft";
import { ExactBytes } from "./ExactBytes";
import { Fact, FactGroup, FactNote, Facts } from "./Facts";
import facts from "./Facts.module.css";
import { ModelPick } from "./ModelPick";
import type { PromptProps } from "./PromptExtras";
import { WaitFacts } from "./StillWaits";
import type { Losses } from "./useLosses";
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
  losses,
  open,
  onOpen,
}: {
  detail: ExchangeDetail;
  draft: PromptDraft;
  /** The prompt, if it was edited. */
  edited: Prompt | undefined;
  model: ModelRef | null;
  /** What the model would not take of it. */
  losses: Losses;
  /** Whether the facts show where they can be folded. */
  open: boolean;
  onOpen: (open: boolean) => void;
  onModel: (model: ModelRef) => void;
  edit: PromptProps["edit"];
}) {
  const t = useText();
  const { asked } = detail.exchange;
  const offers = useOffers(detail, edited);
  const offered = model && offers ? offeredOf(offers, model) : undefined;
  return (
    <Facts
      summary={<Summary model={model} offered={offered} draft={draft} losses={losses.of} />}
      open={open}
      onOpen={onOpen}
    >
      <ModelPick detail={detail} offers={offers} model={model} onModel={onModel} />
      {offered && <CostFacts offered={offered} unlimited={isUnlimited(losses.of)} />}
      <Limits asked={asked} draft={draft} losses={losses} edit={edit} />
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

/** Whether the limit on the length of the reply is not passed on. */
function isUnlimited(losses: readonly Loss[]): boolean {
  return losses.some((loss) => loss.kind === "max_tokens");
}

/** The facts in one line: all that must be known before signing, where the rest is folded. */
function Summary({
  model,
  offered,
  draft,
  losses,
}: {
  model: ModelRef | null;
  offered: Offered | undefined;
  draft: PromptDraft;
  losses: readonly Loss[];
}) {
  const t = useText();
  const f = useFormat();
  const unlimited = isUnlimited(losses);
  const cost = unlimited ? undefined : offered?.estimate.cost;
  const plain = [
    model?.model ?? t.requests.cannotModel,
    ...(cost ? [`≤ ${costWords(t, f, cost.ceiling)}`] : []),
    ...(unlimited ? [] : [`${t.requests.maxTokens}: ${f.number(draft.maxTokens ?? 0)}`]),
  ];
  const amber = [
    ...(offered && !cost ? [t.requests.costUnknown] : []),
    ...(losses.length > 0 ? [t.requests.losses(losses.length)] : []),
  ];
  return (
    <>
      <PlainText>{plain.join(" · ")}</PlainText>
      {amber.map((words) => (
        <span key={words} className={facts.warn}>
          {" · "}
          <span className={facts.whole}>{words}</span>
        </span>
      ))}
    </>
  );
}

function Limits({
  asked,
  draft,
  losses: { of: losses, fault },
  edit,
}: {
  asked: Prompt;
  draft: PromptDraft;
  losses: Losses;
  edit: PromptProps["edit"];
}) {
  const t = useText();
  const f = useFormat();
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
      <LossNotes of={losses.filter((loss) => loss.kind === "max_tokens")} />
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
      <LossNotes of={losses.filter((loss) => loss.kind === "temperature")} />
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
      <LossNotes
        of={losses.filter((loss) => loss.kind !== "max_tokens" && loss.kind !== "temperature")}
      />
      {fault && <FactNote warn>{fault.message}</FactNote>}
    </FactGroup>
  );
}

function LossNotes({ of }: { of: readonly Loss[] }) {
  const t = useText();
  return of.map((loss) => (
    <p key={loss.kind} className={`${facts.why} ${facts.warn}`} data-loss={loss.kind}>
      {lossWords(t, loss)}
    </p>
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
