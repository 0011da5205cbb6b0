import { useEffect, useState } from "react";
import { useText } from "../../i18n";
import type { Fault, Offers, DryRun as Query, ServerId } from "../../ipc/generated";
import { Checkbox, FaultPanel, NumberField, Pane, Select, TextField } from "../../kit";
import { Ranked } from "../../parts";
import { toFault, useBackend, useSnapshot } from "../../state";
import css from "./Pages.module.css";

const ANY = "any";
/** How long nobody types before the question is asked, in milliseconds. */
const PAUSE = 200;

/** Preferences as a server would send them, and the models that they would get it. */
export function DryRun() {
  const t = useText();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [server, setServer] = useState<ServerId | null>(null);
  const [hints, setHints] = useState("");
  const [cost, setCost] = useState<number | null>(null);
  const [speed, setSpeed] = useState<number | null>(null);
  const [intelligence, setIntelligence] = useState<number | null>(null);
  const [images, setImages] = useState(false);
  const [audio, setAudio] = useState(false);
  const [tools, setTools] = useState(false);
  const [tokens, setTokens] = useState<number | null>(1000);
  const [reply, setReply] = useState<number | null>(1000);
  const wish = (name: "cost" | "speed" | "intelligence", value: number | null) =>
    value === null ? {} : { [name]: value };
  const query: Query = {
    ...(server === null ? {} : { server }),
    preferences: {
      hints: hints.split("\n").filter((hint) => hint.trim() !== ""),
      ...wish("cost", cost),
      ...wish("speed", speed),
      ...wish("intelligence", intelligence),
    },
    images,
    audio,
    tools,
    tokens: tokens ?? 0,
    max_tokens: reply ?? 0,
  };
  const { offers, fault } = useDryRun(query);
  return (
    <Pane
      label={t.choice.dryRun}
      title={t.choice.dryRun}
      lines={<p className={css.note}>{t.choice.dryRunNote}</p>}
    >
      <div className={css.scroll}>
        <div className={css.page}>
          <div className={css.form}>
            <div className={css.group}>
              <Select
                label={t.choice.dryRunServer}
                value={server ?? ANY}
                onChange={(key) => setServer(key === ANY ? null : key)}
                options={[
                  { key: ANY, text: t.choice.dryRunAny },
                  ...servers.map((one) => ({ key: one.id, text: one.settings.name })),
                ]}
              />
              <TextField
                label={t.requests.hints}
                note={t.choice.dryRunHints}
                rows={3}
                mono
                value={hints}
                onChange={setHints}
              />
            </div>
            <div className={css.group}>
              <h3>{t.choice.dryRunWished}</h3>
              <Wish label={t.requests.cost} value={cost} onChange={setCost} />
              <Wish label={t.requests.speed} value={speed} onChange={setSpeed} />
              <Wish
                label={t.requests.intelligence}
                value={intelligence}
                onChange={setIntelligence}
              />
              <p className={css.note}>{t.choice.dryRunWishes}</p>
            </div>
            <div className={css.group}>
              <h3>{t.choice.dryRunAsked}</h3>
              <NumberField
                beside
                label={t.choice.dryRunTokens}
                min={0}
                max={4_294_967_295}
                value={tokens}
                onChange={setTokens}
              />
              <NumberField
                beside
                label={t.requests.maxTokens}
                min={0}
                max={4_294_967_295}
                value={reply}
                onChange={setReply}
              />
              <Checkbox on={images} onChange={setImages}>
                {t.choice.dryRunImages}
              </Checkbox>
              <Checkbox on={audio} onChange={setAudio}>
                {t.choice.dryRunAudio}
              </Checkbox>
              <Checkbox on={tools} onChange={setTools}>
                {t.choice.dryRunTools}
              </Checkbox>
            </div>
          </div>
          <section className={css.group} aria-label={t.choice.dryRunResult} aria-live="polite">
            <h3>{t.choice.dryRunResult}</h3>
            {fault && <FaultPanel fault={fault} />}
            {offers && offers.models.length === 0 && (
              <p className={css.note}>{t.choice.dryRunNone}</p>
            )}
            {offers && (
              <Ranked
                offers={offers}
                picked={offers.ranking.candidates[0]?.model ?? null}
                among={server === null ? "all" : "allowed"}
              />
            )}
          </section>
        </div>
      </div>
    </Pane>
  );
}

function Wish({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  return (
    <NumberField
      beside
      label={label}
      min={0}
      max={1}
      step={0.05}
      fraction={2}
      placeholder="–"
      value={value}
      onChange={onChange}
    />
  );
}

/** The answer to a question, asked anew a moment after it changed. */
function useDryRun(query: Query): { offers: Offers | null; fault: Fault | null } {
  const backend = useBackend();
  // Prices, keys, grants and lists: whatever the answer hangs on.
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const catalogue = useSnapshot((snapshot) => snapshot.catalogue);
  const [answer, setAnswer] = useState<{ offers: Offers | null; fault: Fault | null }>({
    offers: null,
    fault: null,
  });
  const question = JSON.stringify(query);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the answer hangs on is no part of the question
  useEffect(() => {
    let wanted = true;
    const ask = setTimeout(() => {
      backend.call("dry_run", { query: JSON.parse(question) as Query }).then(
        (offers) => {
          if (wanted) setAnswer({ offers, fault: null });
        },
        (error: unknown) => {
          if (wanted) setAnswer({ offers: null, fault: toFault(error) });
        },
      );
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(ask);
    };
  }, [backend, question, accounts, grants, catalogue]);
  return answer;
}
