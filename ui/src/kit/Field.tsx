import type { CSSProperties, ReactNode } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  ComboBox as AriaComboBox,
  NumberField as AriaNumberField,
  Select as AriaSelect,
  Switch as AriaSwitch,
  TextField as AriaTextField,
  FieldError,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
} from "react-aria-components";
import { classes } from "./classes";
import css from "./Field.module.css";
import { Icon } from "./Icon";
import overlay from "./overlay.module.css";

interface FieldProps {
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

function Around({
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
      isDisabled={field.disabled ?? false}
      isRequired={field.required ?? false}
      isInvalid={field.error !== undefined}
      validationBehavior="aria"
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
      isDisabled={field.disabled ?? false}
      isRequired={field.required ?? false}
      isInvalid={field.error !== undefined}
      validationBehavior="aria"
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

/** One of several, by key. */
export interface Option {
  key: string;
  text: string;
  /** A second line that says more. */
  note?: string;
}

function Options({ of, empty }: { of: readonly Option[]; empty?: string | undefined }) {
  return (
    <ListBox
      className={overlay.list ?? ""}
      items={of.map((option) => ({ ...option, id: option.key }))}
      renderEmptyState={() => <p className={overlay.section}>{empty}</p>}
    >
      {(option) => (
        <ListBoxItem id={option.id} textValue={option.text} className={overlay.item ?? ""}>
          {({ isSelected }) => (
            <>
              <span className={overlay.text}>
                {option.text}
                {option.note && <small>{option.note}</small>}
              </span>
              {isSelected && <Icon name="done" size={14} />}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}

/** A choice among a few. */
export function Select({
  value,
  onChange,
  options,
  placeholder,
  ...field
}: FieldProps & {
  value: string | null;
  onChange: (key: string) => void;
  options: readonly Option[];
  placeholder?: string;
}) {
  return (
    <AriaSelect
      className={css.field ?? ""}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isDisabled={field.disabled ?? false}
      isInvalid={field.error !== undefined}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Around {...field}>
        <AriaButton className={css.pick ?? ""}>
          <SelectValue className={css.picked ?? ""}>
            {({ selectedText, defaultChildren, selectedItem }) => (
              <>
                <span>{selectedText || defaultChildren}</span>
                {(selectedItem as Option | null)?.note && (
                  <small>{(selectedItem as Option).note}</small>
                )}
              </>
            )}
          </SelectValue>
          <Icon name="down" size={14} />
        </AriaButton>
        <Popover className={overlay.popover ?? ""} offset={4}>
          <Options of={options} />
        </Popover>
      </Around>
    </AriaSelect>
  );
}

/** A choice among many, found by typing. What is typed may stand for itself with `custom`. */
export function ComboBox({
  value,
  onChange,
  options,
  placeholder,
  custom,
  empty,
  ...field
}: FieldProps & {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
  custom?: boolean;
  /** What the list says when nothing fits. */
  empty?: string;
}) {
  return (
    <AriaComboBox
      className={css.field ?? ""}
      inputValue={value}
      onInputChange={onChange}
      defaultItems={options}
      allowsCustomValue={custom ?? true}
      allowsEmptyCollection={empty !== undefined}
      menuTrigger="focus"
      isDisabled={field.disabled ?? false}
      isInvalid={field.error !== undefined}
      validationBehavior="aria"
    >
      <Around {...field}>
        <Group className={css.combo ?? ""}>
          <Input className={css.input ?? ""} placeholder={placeholder ?? ""} />
          <AriaButton className={css.open ?? ""}>
            <Icon name="down" size={14} />
          </AriaButton>
        </Group>
        <Popover className={overlay.popover ?? ""} offset={4}>
          <Options of={options} empty={empty} />
        </Popover>
      </Around>
    </AriaComboBox>
  );
}

/** On or off, at once. */
export function Switch({
  on,
  onChange,
  children,
  note,
  disabled,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  note?: ReactNode;
  disabled?: boolean;
}) {
  return (
    <AriaSwitch
      className={css.switch ?? ""}
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled ?? false}
    >
      <span className={css.track} aria-hidden="true">
        <span />
      </span>
      <span className={css.words}>
        {children}
        {note && <small>{note}</small>}
      </span>
    </AriaSwitch>
  );
}

/** Ticked or not, until something is saved. */
export function Checkbox({
  on,
  onChange,
  children,
  note,
  disabled,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  note?: ReactNode;
  disabled?: boolean;
}) {
  return (
    <AriaCheckbox
      className={css.switch ?? ""}
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled ?? false}
    >
      <span className={css.box} aria-hidden="true">
        <Icon name="done" size={12} />
      </span>
      <span className={css.words}>
        {children}
        {note && <small>{note}</small>}
      </span>
    </AriaCheckbox>
  );
}
