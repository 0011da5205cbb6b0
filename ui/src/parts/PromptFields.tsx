import { useState } from "react";
import { useText } from "../i18n";
import type { Completable, CompletionQuery, ServerId } from "../ipc/generated";
import { PlainText, SuggestField } from "../kit";
import { useSuggestions } from "../state";
import css from "./parts.module.css";

/** An argument that takes a text. */
export interface TextArgument {
  name: string;
  label: string;
  description?: string | undefined;
  required: boolean;
}

/** The arguments of a prompt or of a pattern of resources, with suggestions where a server has some. */
export function PromptFields({
  server,
  of,
  completes,
  fields,
  values,
  onChange,
  asked,
  label,
  onSubmit,
}: {
  server: ServerId;
  of: Completable;
  /** Whether the server has suggestions. */
  completes: boolean;
  fields: readonly TextArgument[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  /** Whether what is missing is to be said. */
  asked: boolean;
  label: string;
  onSubmit: () => void;
}) {
  const t = useText();
  const [typing, setTyping] = useState<string | null>(null);
  const others = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => name !== typing && value !== ""),
  );
  const query: CompletionQuery | null =
    completes && typing !== null
      ? { of, argument: typing, value: values[typing] ?? "", others }
      : null;
  const suggestions = useSuggestions(server, query);
  if (fields.length === 0) return <p className={css.note}>{t.parts.noArguments}</p>;
  return (
    <fieldset className={css.fields} aria-label={label}>
      {fields.map(({ name, label, description, required }) => (
        <SuggestField
          key={name}
          label={required ? `${label} (${t.parts.required})` : label}
          note={description ? <PlainText>{description}</PlainText> : undefined}
          value={values[name] ?? ""}
          onChange={(value) => onChange({ ...values, [name]: value })}
          suggestions={typing === name ? suggestions : []}
          onFocus={() => setTyping(name)}
          onSubmit={onSubmit}
          error={asked && required && !values[name] ? t.parts.needed : undefined}
        />
      ))}
    </fieldset>
  );
}

/** The arguments that have a value, as they are sent. */
export function given(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
