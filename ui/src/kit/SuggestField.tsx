import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { Around, type FieldProps, stateOf } from "./Field";
import css from "./Field.module.css";
import overlay from "./overlay.module.css";

/** One line of text, with suggestions for it below while it is typed. Any text may be entered. */
export function SuggestField({
  value,
  onChange,
  suggestions,
  onFocus,
  onSubmit,
  ...field
}: FieldProps & {
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly string[];
  /** It is about to be typed in. */
  onFocus?: () => void;
  /** Enter, while nothing of the list is chosen. */
  onSubmit?: () => void;
}) {
  const items = [...new Set(suggestions)].map((text) => ({ id: text, text }));
  return (
    <ComboBox
      className={css.field ?? ""}
      allowsCustomValue
      menuTrigger="focus"
      items={items}
      inputValue={value}
      onInputChange={onChange}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      // The server says what fits: nothing is left out here.
      defaultFilter={() => true}
      {...stateOf(field)}
      {...(onFocus ? { onFocus } : {})}
    >
      <Around {...field}>
        <Input
          className={css.input ?? ""}
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.defaultPrevented && onSubmit) onSubmit();
          }}
        />
      </Around>
      <Popover className={overlay.popover ?? ""} offset={4}>
        <ListBox className={overlay.list ?? ""}>
          {(item: { id: string; text: string }) => (
            <ListBoxItem textValue={item.text} className={overlay.item ?? ""}>
              <span className={overlay.text}>{item.text}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
