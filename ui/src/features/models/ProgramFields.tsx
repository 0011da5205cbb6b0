import { useFormat, useText } from "../../i18n";
import type { Program } from "../../ipc/generated";
import { Notice, NumberField, TextField } from "../../kit";
import { Command } from "../../parts";
import css from "./Account.module.css";
import { LONGEST, MODEL, type ProgramDraft, type ProgramProblem, unknownIn } from "./program";

/** Everything that can be set about a program that answers. */
export function ProgramFields({
  draft,
  onChange,
  problems,
}: {
  draft: ProgramDraft;
  onChange: (draft: ProgramDraft) => void;
  /** What to say is wrong. */
  problems: readonly ProgramProblem[];
}) {
  const t = useText();
  const f = useFormat();
  const unknown = unknownIn(draft);
  const set = (change: Partial<ProgramDraft>) => onChange({ ...draft, ...change });
  const lineError = problems.includes("quote")
    ? t.models.programQuote
    : problems.includes("line")
      ? t.models.programLineNeeded
      : problems.includes("which")
        ? t.models.programWhich(MODEL)
        : undefined;
  return (
    <>
      <TextField
        mono
        rows={Math.min(6, Math.max(2, Math.ceil(draft.line.length / 56)))}
        label={t.models.programLine}
        note={t.models.programLineNote(MODEL)}
        value={draft.line}
        onChange={(line) => set({ line })}
        placeholder={`claude -p --model ${MODEL}`}
        error={lineError}
      />
      {unknown.length > 0 && (
        <Notice tone="amber">{t.models.programUnknown(f.list(unknown), MODEL)}</Notice>
      )}
      <TextField
        mono
        label={t.models.programModels}
        note={t.models.programModelsNote}
        value={draft.models}
        onChange={(models) => set({ models })}
        error={problems.includes("models") ? t.models.programModelsNeeded : undefined}
      />
      <TextField
        mono
        label={t.models.programAt}
        note={t.models.programAtNote}
        value={draft.at}
        onChange={(at) => set({ at })}
        placeholder="/result"
        error={problems.includes("place") ? t.models.programAtBad : undefined}
      />
      <NumberField
        beside
        label={t.models.programSeconds}
        value={draft.seconds}
        onChange={(seconds) => set({ seconds })}
        min={1}
        max={LONGEST}
        error={problems.includes("seconds") ? t.models.programSecondsBad : undefined}
      />
    </>
  );
}

/** What a person agrees to before a program is kept, and so before it is run. */
export function ProgramConsent({ program }: { program: Program }) {
  const t = useText();
  return (
    <div className={css.consent}>
      <Notice tone="amber">
        <strong>{t.models.programConsent}</strong> {t.models.programWarning}
      </Notice>
      <p>{t.models.programConsentNote}</p>
      <div className={css.runs}>
        <p>{t.models.programRuns}</p>
        <Command words={[program.command, ...program.args]} />
      </div>
    </div>
  );
}
