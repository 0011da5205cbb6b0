import { Fragment } from "react";
import {
  Button as AriaButton,
  Select as AriaSelect,
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
} from "react-aria-components";
import { Around, type FieldProps, stateOf } from "./Field";
import css from "./Field.module.css";
import { Icon } from "./Icon";
import overlay from "./overlay.module.css";

/** One of several, by key. */
interface Option {
  key: string;
  text: string;
  /** A second line that says more. */
  note?: string;
  /** The heading that it stands below, where the list has such. */
  group?: string;
}

/** Each below its heading; those of one heading need not follow one another. */
function Options({ of }: { of: readonly Option[] }) {
  const groups = [...new Set(of.map((option) => option.group))];
  return (
    <ListBox className={overlay.list ?? ""}>
      {groups.map((group) => {
        const items = of.filter((option) => option.group === group);
        const options = <Collection items={items.map(itemOf)}>{item}</Collection>;
        if (group === undefined) return <Fragment key="">{options}</Fragment>;
        return (
          <ListBoxSection key={group}>
            <Header className={overlay.section ?? ""}>{group}</Header>
            {options}
          </ListBoxSection>
        );
      })}
    </ListBox>
  );
}

function itemOf(option: Option) {
  return { ...option, id: option.key };
}

function item(option: ReturnType<typeof itemOf>) {
  return (
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
      {...stateOf(field)}
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
