import { useState } from "react";
import { useText } from "../../i18n";
import type { AccountId, AccountView, ProviderKind } from "../../ipc/generated";
import { Button, Dialog, Notice, Select, TextField, useGuard } from "../../kit";
import { nameOf, SecretFields } from "../../parts";
import { useAction, useSnapshot } from "../../state";
import css from "./Account.module.css";
import {
  type AccountDraft,
  addressOf,
  beginWith,
  draftOf,
  editOf,
  groupOf,
  hasBlank,
  headersOf,
  isLocal,
  moved,
  needsKey,
  type Problem,
  presetOf,
  problemsOf,
} from "./draft";
import { ProgramConsent, ProgramFields } from "./ProgramFields";
import { programOf, programProblems } from "./program";

const KINDS: readonly ProviderKind[] = [
  "openai",
  "openai_responses",
  "anthropic",
  "gemini",
  "ollama",
];

/** Adds an account or changes one. What is typed as its key is gone with the dialog. */
export function AccountForm({
  view,
  onClose,
  onSaved,
}: {
  view: AccountView | null;
  onClose: () => void;
  onSaved: (id: AccountId) => void;
}) {
  const t = useText();
  const save = useAction();
  const presets = useSnapshot((snapshot) => snapshot.presets);
  const [draft, setDraft] = useState(() => draftOf(view, presets));
  const [key, setKey] = useState("");
  const [asked, setAsked] = useState(0);
  const [consenting, setConsenting] = useState(false);
  // Its button may appear under the finger that has just pressed the one before it.
  const { ready, guarded } = useGuard(consenting ? "consent" : "form");
  const problems = problemsOf(draft, view, presets, key !== "");
  const typed = draft.base_url.trim() !== "";
  const shown =
    asked > 0
      ? problems
      : problems.filter((problem) => problem === "keyMoved" || (problem === "address" && typed));
  const program = draft.program && programOf(draft.program);
  const known = presetOf(presets, draft.preset)?.program?.command !== "" && draft.preset;
  const name =
    known ||
    (program && nameOf([program.command])) ||
    addressOf(draft)?.host ||
    t.models.kinds[draft.kind];

  const submit = async () => {
    setAsked(asked + 1);
    if (problems.length > 0 || save.busy) return;
    if (program && !consenting) {
      setConsenting(true);
      return;
    }
    const saved = await save.run("save_account", { account: editOf(draft, view, key, name) });
    if (!saved) return;
    setKey("");
    onSaved(saved.result);
  };
  const set = (change: Partial<AccountDraft>) => setDraft({ ...draft, ...change });
  if (program && consenting) {
    return (
      <Dialog
        // Another dialog than the form: it is read from its top.
        key="consent"
        locked
        ready={ready}
        width={520}
        title={t.models.programConsentTitle}
        fault={save.fault}
        onClose={onClose}
        footer={
          <>
            <Button look="quiet" onPress={() => setConsenting(false)}>
              {t.servers.back}
            </Button>
            <Button look="sign" busy={save.busy} onPress={() => guarded(() => void submit())}>
              {t.models.programAgree}
            </Button>
          </>
        }
      >
        <ProgramConsent program={program} />
      </Dialog>
    );
  }
  return (
    <Dialog
      locked
      width={520}
      title={view ? t.models.editTitle(view.account.name) : t.models.addTitle}
      fault={save.fault}
      asked={asked}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onPress={onClose}>
            {t.kit.cancel}
          </Button>
          <Button look="sign" busy={save.busy} onPress={() => void submit()}>
            {program ? t.servers.next : t.models.save}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <Select
          label={t.models.preset}
          note={draft.preset === "" ? undefined : t.models.kindNotes[draft.kind]}
          value={draft.preset}
          onChange={(next) => setDraft({ ...beginWith(presetOf(presets, next)), name: draft.name })}
          options={presets.map((preset) => ({
            key: preset.name,
            group: t.models.groups[groupOf(preset)],
            text:
              preset.program?.command === ""
                ? t.models.otherProgram
                : preset.name || t.models.otherProvider,
          }))}
        />
        {draft.preset === "" && (
          <Select
            label={t.models.kind}
            note={t.models.kindNotes[draft.kind]}
            value={draft.kind}
            onChange={(kind) => set({ kind: kind as ProviderKind })}
            options={KINDS.map((kind) => ({ key: kind, text: t.models.kinds[kind] }))}
          />
        )}
        <TextField
          label={t.models.name}
          value={draft.name}
          onChange={(next) => set({ name: next })}
          placeholder={name}
          onSubmit={() => void submit()}
        />
        {draft.program ? (
          <ProgramFields
            draft={draft.program}
            onChange={(next) => set({ program: next })}
            problems={asked > 0 ? programProblems(draft.program) : []}
          />
        ) : (
          <>
            <AddressField
              draft={draft}
              onChange={set}
              problems={shown}
              onSubmit={() => void submit()}
            />
            <KeyField
              view={view}
              needed={needsKey(draft, presets)}
              value={key}
              onChange={setKey}
              problems={shown}
              onSubmit={() => void submit()}
            />
            <SecretFields
              words={t.models.headers}
              secrets={headersOf(draft, view)}
              onChange={(headers) => set({ headers })}
              problems={shown}
              replaceable={!moved(draft, view)}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

function AddressField({
  draft,
  onChange,
  problems,
  onSubmit,
}: {
  draft: AccountDraft;
  onChange: (change: Partial<AccountDraft>) => void;
  problems: readonly Problem[];
  onSubmit: () => void;
}) {
  const t = useText();
  const url = addressOf(draft);
  const local = url !== null && isLocal(url);
  const note = hasBlank(draft)
    ? t.models.baseUrlBlank
    : url && (local ? t.models.baseUrlLocal(url.host) : t.models.baseUrlNote(url.host));
  return (
    <>
      <TextField
        mono
        label={t.models.baseUrl}
        value={draft.base_url}
        onChange={(base_url) => onChange({ base_url })}
        placeholder="https://"
        error={
          problems.includes("address")
            ? t.models.baseUrlBad
            : problems.includes("blank")
              ? t.models.baseUrlBlank
              : undefined
        }
        note={!problems.includes("blank") && note}
        onSubmit={onSubmit}
      />
      {url?.protocol === "http:" && !local && <Notice tone="amber">{t.models.plain}</Notice>}
    </>
  );
}

function KeyField({
  view,
  needed,
  value,
  onChange,
  problems,
  onSubmit,
}: {
  view: AccountView | null;
  /** Whether this provider cannot be asked without one. */
  needed: boolean;
  value: string;
  onChange: (key: string) => void;
  problems: readonly Problem[];
  onSubmit: () => void;
}) {
  const t = useText();
  const memory = useSnapshot((snapshot) => snapshot.storage.kind === "session_only");
  const [replacing, setReplacing] = useState(false);
  const kept = view?.has_key === true;
  const error = problems.includes("keyMoved")
    ? t.models.keyMoved
    : problems.includes("keyNeeded")
      ? t.models.keyNeeded
      : undefined;
  if (kept && !replacing && error === undefined && value === "") {
    return (
      <div className={css.kept}>
        <span className={css.label}>{t.models.key}</span>
        <div>
          <span>{memory ? t.models.withKeyMemory : t.models.keyKept}</span>
          <Button small onPress={() => setReplacing(true)}>
            {t.models.keyReplace}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={css.key}>
      <TextField
        secret
        mono
        label={t.models.key}
        value={value}
        onChange={onChange}
        autoFocus={replacing}
        error={error}
        note={`${memory ? t.models.keyNewMemory : t.models.keyNew} ${kept || needed ? "" : t.models.keyOptional}`.trim()}
        onSubmit={onSubmit}
      />
      {kept && !problems.includes("keyMoved") && (
        <Button
          small
          look="quiet"
          onPress={() => {
            onChange("");
            setReplacing(false);
          }}
        >
          {t.models.keyKeep}
        </Button>
      )}
    </div>
  );
}
