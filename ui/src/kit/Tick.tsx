import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, Switch as AriaSwitch } from "react-aria-components";
import css from "./Field.module.css";
import { Icon } from "./Icon";

interface TickProps {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  /** What it means, or what happens with it. */
  note?: ReactNode;
  disabled?: boolean;
}

function Words({ children, note }: Pick<TickProps, "children" | "note">) {
  return (
    <span className={css.words}>
      {children}
      {note && <small>{note}</small>}
    </span>
  );
}

/** On or off, at once. */
export function Switch({ on, onChange, disabled = false, ...words }: TickProps) {
  return (
    <AriaSwitch
      className={css.switch ?? ""}
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled}
    >
      <span className={css.track} aria-hidden="true">
        <span />
      </span>
      <Words {...words} />
    </AriaSwitch>
  );
}

/** Ticked or not, until something is saved. */
export function Checkbox({ on, onChange, disabled = false, ...words }: TickProps) {
  return (
    <AriaCheckbox
      className={css.switch ?? ""}
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled}
    >
      <span className={css.box} aria-hidden="true">
        <Icon name="done" size={12} />
      </span>
      <Words {...words} />
    </AriaCheckbox>
  );
}
