import type { Text } from "../../i18n";
import { useFormat, useText } from "../../i18n";
import type { JsonValue, Tool } from "../../ipc/generated";
import {
  Button,
  Editor,
  IconButton,
  Notice,
  PlainText,
  Select,
  Switch,
  TextField,
} from "../../kit";
import { type ArgsDraft, beside, textOf, type Wrong, withText, withValue } from "./args";
import type { Field } from "./schema";
import css from "./Tools.module.css";

/** What is wrong, in a sentence. */
function wrongWords(t: Text, wrong: Wrong | undefined): string | undefined {
  if (wrong === undefined) return undefined;
  if (typeof wrong === "string") return t.servers.problems[wrong];
  if ("tooSmall" in wrong) return t.servers.tooSmall(wrong.tooSmall);
  if ("tooLarge" in wrong) return t.servers.tooLarge(wrong.tooLarge);
  if ("tooShort" in wrong) return t.servers.tooShort(wrong.tooShort);
  return t.servers.tooLong(wrong.tooLong);
}

/** A tool's arguments, as a form or as JSON. */
export function ToolForm({
  tool,
  fields,
  draft,
  onChange,
  wrong,
}: {
  tool: Tool;
  fields: readonly Field[];
  draft: ArgsDraft;
  onChange: (draft: ArgsDraft) => void;
  wrong: Record<string, Wrong>;
}) {
  const t = useText();
  const f = useFormat();
  const label = t.servers.argumentsOf(tool.name);
  if (draft.mode === "json") {
    return (
      <div className={css.fields}>
        <Editor
          look="field"
          language="json"
          minLines={6}
          label={label}
          value={draft.json}
          onChange={(json) => onChange({ ...draft, json })}
        />
        {wrong[""] && (
          <p className={css.error} role="alert">
            {wrongWords(t, wrong[""])}
          </p>
        )}
      </div>
    );
  }
  if (fields.length === 0) return <p className={css.note}>{t.servers.noArguments}</p>;
  const others = beside(draft, fields);
  return (
    <fieldset className={css.fields} aria-label={label}>
      {fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          draft={draft}
          onChange={onChange}
          error={wrongWords(t, wrong[field.name])}
        />
      ))}
      {others.length > 0 && <Notice>{t.servers.alsoSent(f.list(others))}</Notice>}
    </fieldset>
  );
}

function OneField({
  field,
  draft,
  onChange,
  error,
}: {
  field: Field;
  draft: ArgsDraft;
  onChange: (draft: ArgsDraft) => void;
  error: string | undefined;
}) {
  const t = useText();
  const { name, input, required } = field;
  const value = draft.values[name];
  const label = required ? `${field.label} (${t.servers.required})` : field.label;
  const note = field.description ? <PlainText>{field.description}</PlainText> : undefined;
  const set = (next: JsonValue | undefined) => onChange(withValue(draft, name, next));
  const around = { label, note, error };
  switch (input.kind) {
    case "text":
      // What an earlier JSON put there and no text is: seen and changed as JSON.
      if (value !== undefined && typeof value !== "string") break;
      return (
        <TextField
          {...around}
          rows={rowsFor(value ?? "", input.long ? 4 : 1)}
          value={value ?? ""}
          onChange={(text) => set(text === "" ? undefined : text)}
        />
      );
    case "number":
      return (
        <TextField
          {...around}
          mono
          value={textOf(draft, name)}
          onChange={(text) => onChange(withText(draft, field, text))}
        />
      );
    case "switch":
      if (value !== undefined && typeof value !== "boolean") break;
      return value === undefined ? (
        <Maybe around={around} onChange={set} />
      ) : (
        <Switch on={value} onChange={set} note={note}>
          {label}
        </Switch>
      );
    case "choice": {
      const key = value === undefined ? "" : JSON.stringify(value);
      const none = required ? [] : [{ key: "", text: t.servers.notGiven }];
      return (
        <Select
          {...around}
          value={key === "" && required ? null : key}
          onChange={(next) => set(next === "" ? undefined : (JSON.parse(next) as JsonValue))}
          options={[...none, ...input.options]}
          placeholder={t.servers.notGiven}
        />
      );
    }
    case "texts":
      if (value !== undefined && !isTexts(value)) break;
      return <Texts around={around} required={required} values={value ?? []} onChange={set} />;
    case "json":
      break;
  }
  return (
    <div className={css.field}>
      <span className={css.label}>{label}</span>
      <Editor
        look="field"
        language="json"
        minLines={3}
        label={label}
        value={textOf(draft, name)}
        onChange={(text) => onChange(withText(draft, { ...field, input: { kind: "json" } }, text))}
      />
      {note && <p className={css.note}>{note}</p>}
      {error && <p className={css.error}>{error}</p>}
    </div>
  );
}

interface AroundField {
  label: string;
  note: React.ReactNode;
  error: string | undefined;
}

/** Yes or no that need not be said at all. */
function Maybe({
  around,
  onChange,
}: {
  around: AroundField;
  onChange: (value: JsonValue) => void;
}) {
  const t = useText();
  return (
    <Select
      {...around}
      value=""
      onChange={(key) => {
        if (key !== "") onChange(key === "true");
      }}
      options={[
        { key: "", text: t.servers.notGiven },
        { key: "true", text: t.servers.yes },
        { key: "false", text: t.servers.no },
      ]}
    />
  );
}

function Texts({
  around,
  required,
  values,
  onChange,
}: {
  around: AroundField;
  /** Whether an empty list is sent as one. */
  required: boolean;
  values: readonly string[];
  onChange: (values: string[] | undefined) => void;
}) {
  const t = useText();
  return (
    <fieldset className={css.field}>
      <legend className={css.label}>{around.label}</legend>
      {values.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are known by their place
        <div key={at} className={css.textLine}>
          <TextField
            labelHidden
            label={t.servers.lineOf(around.label, at + 1)}
            rows={rowsFor(text, 1)}
            value={text}
            onChange={(next) => onChange(values.with(at, next))}
          />
          <IconButton
            icon="minus"
            label={t.servers.removeLine(at + 1)}
            onPress={() => {
              const rest = values.filter((_, other) => other !== at);
              onChange(rest.length > 0 || required ? rest : undefined);
            }}
          />
        </div>
      ))}
      <Button small icon="plus" onPress={() => onChange([...values, ""])}>
        {t.servers.addLine}
      </Button>
      {around.note && <p className={css.note}>{around.note}</p>}
      {around.error && <p className={css.error}>{around.error}</p>}
    </fieldset>
  );
}

function isTexts(value: JsonValue): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function rowsFor(text: string, least: number): number {
  return Math.min(14, Math.max(least, text.split("\n").length, Math.ceil(text.length / 70)));
}
