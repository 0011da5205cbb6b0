import { useText } from "../../i18n";
import type { Protocol } from "../../ipc/generated";
import { Notice, Select, Switch, TextField } from "../../kit";
import { Command, parseLine, SecretFields } from "../../parts";
import { nameIn, type Problem, type ServerDraft } from "./draft";
import { LEVELS } from "./levels";
import css from "./ServerFields.module.css";

const PROTOCOLS: readonly Protocol[] = ["auto", "modern", "legacy"];

/** Everything that can be set about a server. */
export function ServerFields({
  draft,
  onChange,
  problems,
  autoFocus = false,
}: {
  draft: ServerDraft;
  onChange: (draft: ServerDraft) => void;
  /** What to say is wrong. */
  problems: readonly Problem[];
  autoFocus?: boolean;
}) {
  const t = useText();
  const set = (change: Partial<ServerDraft>) => onChange({ ...draft, ...change });
  return (
    <div className={css.fields}>
      {draft.kind === "demo" && <Notice>{t.servers.demoLaunch}</Notice>}
      {draft.kind === "program" && (
        <CommandField draft={draft} onChange={onChange} problems={problems} autoFocus={autoFocus} />
      )}
      {draft.kind === "remote" && (
        <TextField
          mono
          autoFocus={autoFocus}
          label={t.servers.url}
          note={t.servers.urlNote}
          placeholder="https://example.com/mcp"
          value={draft.url}
          onChange={(url) => set({ url })}
          error={problems.includes("url") ? t.servers.urlNeeded : undefined}
        />
      )}
      <TextField
        label={t.servers.name}
        note={t.servers.nameNote}
        value={draft.name}
        onChange={(name) => set({ name })}
        placeholder={nameIn({ ...draft, name: "" })}
        error={problems.includes("name") ? t.servers.nameNeeded : undefined}
      />
      {draft.kind !== "demo" && (
        <SecretFields
          words={draft.kind === "remote" ? t.servers.headers : t.servers.variables}
          secrets={draft.env}
          onChange={(env) => set({ env })}
          problems={problems}
        />
      )}
      {draft.kind === "program" && (
        <TextField
          mono
          label={t.servers.cwd}
          value={draft.cwd}
          onChange={(cwd) => set({ cwd })}
          placeholder={t.servers.cwdPlaceholder}
        />
      )}
      <Select
        label={t.servers.protocol}
        note={t.servers.protocolNotes[draft.protocol]}
        value={draft.protocol}
        onChange={(protocol) => set({ protocol: protocol as Protocol })}
        options={PROTOCOLS.map((key) => ({ key, text: t.servers.protocols[key] }))}
      />
      <Switch
        on={draft.sampling}
        onChange={(sampling) => set({ sampling })}
        note={t.servers.samplingNote}
      >
        {t.servers.sampling}
      </Switch>
      {draft.sampling && (
        <Switch
          on={draft.sampling_tools}
          onChange={(sampling_tools) => set({ sampling_tools })}
          note={t.servers.samplingToolsNote}
        >
          {t.servers.samplingTools}
        </Switch>
      )}
      <Switch
        on={draft.elicitation}
        onChange={(elicitation) => set({ elicitation })}
        note={t.servers.elicitationNote}
      >
        {t.servers.elicitation}
      </Switch>
      <Select
        label={t.servers.logLevel}
        note={t.servers.logLevelNote}
        value={draft.log_level ?? ""}
        onChange={(key) => set({ log_level: LEVELS.find((level) => level === key) })}
        options={[
          { key: "", text: t.servers.logLevelNone },
          ...LEVELS.map((key) => ({ key, text: t.servers.levelFrom(key) })),
        ]}
      />
    </div>
  );
}

function CommandField({
  draft,
  onChange,
  problems,
  autoFocus,
}: {
  draft: ServerDraft;
  onChange: (draft: ServerDraft) => void;
  problems: readonly Problem[];
  autoFocus: boolean;
}) {
  const t = useText();
  const line = parseLine(draft.line);
  const error = problems.includes("line") ? t.servers.lineNeeded : undefined;
  return (
    <>
      <TextField
        mono
        rows={Math.min(8, Math.max(2, Math.ceil(draft.line.length / 60)))}
        autoFocus={autoFocus}
        label={t.servers.line}
        note={t.servers.lineNote}
        placeholder={t.servers.linePlaceholder}
        value={draft.line}
        onChange={(next) => onChange({ ...draft, line: next })}
        error={problems.includes("quote") || !line ? t.servers.lineOpen : error}
      />
      {line && line.words.length > 0 && (
        <div className={css.preview}>
          <p className={css.caption}>{t.servers.runs}</p>
          <Command words={line.words} />
          {line.env.length > 0 && (
            <p className={css.caption}>
              {t.servers.consentVariables(line.env.map((variable) => variable.name).join(", "))}
            </p>
          )}
        </div>
      )}
    </>
  );
}
