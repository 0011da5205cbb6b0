import type { ComponentProps, CSSProperties, ReactNode } from "react";
import {
  NumberField as AriaNumberField,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from "react-aria-components";
import { classes } from "./classes";
import css from "./Field.module.css";

/** What every field takes. */
export interface FieldProps {
  label: string;
  /** Hides the label from sight only, where a heading already says it. */
  labelHidden?: boolean;
  /** What it means, or what happens with it. */
  note?: ReactNode;
  /** What is wrong with what was entered. */
  error?: string | undefined;
  disabled?: boolean;
  required?: boolean;
}

/** What react-aria is to know of a field. */
export function stateOf({ disabled = false, required = false, error }: FieldProps) {
  return {
    isDisabled: disabled,
    isRequired: required,
    isInvalid: error !== undefined,
    validationBehavior: "aria" as const,
  };
}

/** A field with its label above it, and below it what it means and what is wrong with it. */
export function Around({
  label,
  labelHidden,
  note,
  error,
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <>
      <Label className={classes(css.label, labelHidden && "visually-hidden")}>{label}</Label>
      {children}
      {note && (
        <Text slot="description" className={css.note ?? ""}>
          {note}
        </Text>
      )}
      <FieldError className={css.error ?? ""}>{error}</FieldError>
    </>
  );
}

/** One line of text, or several with `rows`. */
export function TextField({
  value,
  onChange,
  placeholder,
  secret,
  mono,
  rows,
  autoFocus,
  onSubmit,
  ...field
}: FieldProps & {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Whether it must not be readable over a shoulder. */
  secret?: boolean;
  mono?: boolean;
  rows?: number;
  autoFocus?: boolean;
  /** Enter, in a field of one line. */
  onSubmit?: () => void;
}) {
  const look = classes(css.input, mono && css.mono);
  return (
    <AriaTextField
      className={css.field ?? ""}
      value={value}
      onChange={onChange}
      type={secret ? "password" : "text"}
      {...stateOf(field)}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
      autoFocus={autoFocus ?? false}
      onKeyDown={(event) => {
        if (event.key === "Enter" && onSubmit && rows === undefined) onSubmit();
        else event.continuePropagation();
      }}
    >
      <Around {...field}>
        {rows === undefined ? (
          <Input className={look} placeholder={placeholder ?? ""} />
        ) : (
          <TextArea
            className={look}
            rows={rows}
            placeholder={placeholder ?? ""}
            style={{ "--rows": rows } as CSSProperties}
          />
        )}
      </Around>
    </AriaTextField>
  );
}

/** One line to find something with: what it finds stands in it until something is typed. */
export function FindField({
  label,
  ...rest
}: Pick<ComponentProps<typeof TextField>, "label" | "value" | "onChange" | "onSubmit">) {
  return <TextField labelHidden label={label} placeholder={label} {...rest} />;
}

/** A number, written as the language writes it. `null` when the field is empty. */
export function NumberField({
  value,
  onChange,
  min,
  max,
  step,
  fraction = 0,
  beside,
  placeholder = "",
  ...field
}: FieldProps & {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  /** Digits after the point, at most. */
  fraction?: number;
  /** Whether the label stands beside the box rather than above it. */
  beside?: boolean;
  placeholder?: string;
}) {
  return (
    <AriaNumberField
      className={classes(css.field, beside && css.beside)}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      formatOptions={{ maximumFractionDigits: fraction, useGrouping: fraction === 0 }}
      {...stateOf(field)}
      isWheelDisabled
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      {...(step === undefined ? {} : { step })}
    >
      <Around {...field}>
        <Input className={classes(css.input, css.number)} placeholder={placeholder} />
      </Around>
    </AriaNumberField>
  );
}
