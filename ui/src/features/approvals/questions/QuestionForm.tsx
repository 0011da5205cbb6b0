import { type Text, useText } from "../../../i18n";
import type { Field, TextFormat } from "../../../ipc/generated";
import { Checkbox, PlainText, Select, TextField } from "../../../kit";
import css from "./Question.module.css";
import type { Values, Wrong } from "./values";

function wrongWords(t: Text, wrong: Wrong | undefined): string | undefined {
  if (wrong === undefined) return undefined;
  if (typeof wrong === "string") return t.questions.wrong[wrong];
  if ("tooSmall" in wrong) return t.questions.tooSmall(wrong.tooSmall);
  if ("tooLarge" in wrong) return t.questions.tooLarge(wrong.tooLarge);
  if ("notAbove" in wrong) return t.questions.notAbove(wrong.notAbove);
  if ("notBelow" in wrong) return t.questions.notBelow(wrong.notBelow);
  if ("tooShort" in wrong) return t.questions.tooShort(wrong.tooShort);
  if ("tooLong" in wrong) return t.questions.tooLong(wrong.tooLong);
  if ("tooFew" in wrong) return t.questions.tooFew(wrong.tooFew);
  return t.questions.tooMany(wrong.tooMany);
}

/** How a text of a format looks. */
const EXAMPLES: Record<TextFormat, string> = {
  email: "name@example.com",
  uri: "https://example.com/",
  date: "2026-07-28",
  "date-time": "2026-07-28T09:30:00Z",
};

/** The form that a server asks to be filled in. */
export function QuestionForm({
  fields,
  values,
  set,
  wrong,
}: {
  fields: readonly Field[];
  values: Values;
  set: (name: string, value: Values[string]) => void;
  /** What to say is wrong. */
  wrong: Record<string, Wrong>;
}) {
  const t = useText();
  if (fields.length === 0) return <p className={css.note}>{t.questions.noFields}</p>;
  return (
    <fieldset className={css.fields} aria-label={t.questions.form}>
      {fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={values[field.name]}
          set={(value) => set(field.name, value)}
          error={wrongWords(t, wrong[field.name])}
        />
      ))}
    </fieldset>
  );
}

interface OneFieldProps {
  field: Field;
  value: Values[string];
  set: (value: Values[string]) => void;
  error: string | undefined;
}

function OneField(props: OneFieldProps) {
  const { field, value, set, error } = props;
  const t = useText();
  const { kind, required } = field;
  const around = { label: labelOf(t, field), note: noteOf(t, field), error, required };
  const none = required ? [] : [{ key: "", text: t.questions.notGiven }];
  switch (kind.kind) {
    case "text": {
      const text = String(value ?? "");
      const long = kind.format === undefined && (kind.max_length ?? 0) > 200;
      return (
        <TextField
          {...around}
          mono={kind.format !== undefined}
          {...(kind.format ? { placeholder: EXAMPLES[kind.format] } : {})}
          {...(long || text.includes("\n") ? { rows: 4 } : {})}
          value={text}
          onChange={set}
        />
      );
    }
    case "number":
      return <TextField {...around} mono value={String(value ?? "")} onChange={set} />;
    case "boolean":
      return (
        <Select
          {...around}
          value={value === undefined ? (required ? null : "") : String(value)}
          onChange={(key) => set(key === "" ? undefined : key === "true")}
          placeholder={t.questions.notGiven}
          options={[
            ...none,
            { key: "true", text: t.questions.yes },
            { key: "false", text: t.questions.no },
          ]}
        />
      );
    case "one":
      return (
        <Select
          {...around}
          value={value === undefined ? (required ? null : "") : keyOf(String(value))}
          onChange={(key) => set(key === "" ? undefined : key.slice(1))}
          placeholder={t.questions.notGiven}
          options={[
            ...none,
            ...kind.choices.map((one) => ({
              key: keyOf(one.value),
              text: one.title ?? one.value,
              ...(one.title === undefined || one.title === one.value ? {} : { note: one.value }),
            })),
          ]}
        />
      );
    case "many":
      return <Several {...props} choices={kind.choices} around={around} />;
  }
}

/** A value may be an empty text, which is not the same as none. */
function keyOf(value: string): string {
  return `=${value}`;
}

function labelOf(t: Text, { title, name, required }: Field): string {
  const label = title ?? name;
  return required ? `${label} (${t.questions.required})` : label;
}

function noteOf(t: Text, { description, kind }: Field) {
  const parts = [...(description ? [description] : []), ...boundsOf(t, kind)];
  return parts.length === 0 ? undefined : <PlainText>{parts.join(" · ")}</PlainText>;
}

function boundsOf(t: Text, kind: Field["kind"]): string[] {
  switch (kind.kind) {
    case "text": {
      const { min_length: min, max_length: max, format } = kind;
      return [
        ...(format ? [t.questions.formats[format]] : []),
        ...(min === undefined ? [] : [t.questions.tooShort(min)]),
        ...(max === undefined ? [] : [t.questions.tooLong(max)]),
      ];
    }
    case "number": {
      const { min, max, above, below } = kind.bounds;
      return [
        ...(kind.integer ? [t.questions.whole] : []),
        ...(min === undefined ? [] : [t.questions.tooSmall(min)]),
        ...(above === undefined ? [] : [t.questions.notAbove(above)]),
        ...(max === undefined ? [] : [t.questions.tooLarge(max)]),
        ...(below === undefined ? [] : [t.questions.notBelow(below)]),
      ];
    }
    case "many":
      return [
        ...(kind.min === undefined ? [] : [t.questions.tooFew(kind.min)]),
        ...(kind.max === undefined ? [] : [t.questions.tooMany(kind.max)]),
      ];
    case "boolean":
    case "one":
      return [];
  }
}

function Several({
  value,
  set,
  choices,
  around,
}: OneFieldProps & {
  choices: readonly { value: string; title?: string }[];
  around: { label: string; note: React.ReactNode; error: string | undefined };
}) {
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (one: string, on: boolean) =>
    // In the order of the choices, whatever the order of the clicks.
    set(choices.map(({ value }) => value).filter((it) => (it === one ? on : chosen.includes(it))));
  return (
    <fieldset className={css.several}>
      <legend>{around.label}</legend>
      {choices.map((one) => (
        <Checkbox
          key={one.value}
          on={chosen.includes(one.value)}
          onChange={(on) => toggle(one.value, on)}
        >
          <PlainText>{one.title ?? one.value}</PlainText>
        </Checkbox>
      ))}
      {around.note && <p className={css.note}>{around.note}</p>}
      {around.error && <p className={css.error}>{around.error}</p>}
    </fieldset>
  );
}
