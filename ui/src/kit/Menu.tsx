import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  type Placement,
  Popover,
} from "react-aria-components";
import { classes } from "./classes";
import { Icon, type IconName } from "./Icon";
import css from "./overlay.module.css";

/** A menu that its first child, a button, opens. */
export function Menu({
  trigger,
  label,
  placement = "bottom start",
  children,
}: {
  trigger: ReactElement;
  label: string;
  placement?: Placement;
  children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={css.popover ?? ""} placement={placement} offset={6}>
        <AriaMenu aria-label={label} className={css.list ?? ""}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** One thing to do. */
export function MenuItem({
  onAction,
  icon,
  note,
  no,
  disabled,
  checked,
  children,
}: {
  onAction: () => void;
  icon?: IconName;
  /** A second line that says more. */
  note?: string | undefined;
  /** Whether it takes something away. */
  no?: boolean;
  disabled?: boolean;
  /** Whether it is the one in force, for a choice among several. */
  checked?: boolean;
  children: string;
}) {
  return (
    <AriaMenuItem
      onAction={onAction}
      isDisabled={disabled ?? false}
      textValue={children}
      className={classes(css.item, no && css.no)}
      {...(checked === undefined
        ? {}
        : { "aria-current": checked ? ("true" as const) : ("false" as const) })}
    >
      {checked !== undefined && (
        <span className={css.check}>{checked && <Icon name="done" size={14} />}</span>
      )}
      {icon && <Icon name={icon} size={14} />}
      <span className={css.text}>
        {children}
        {note && <small>{note}</small>}
      </span>
    </AriaMenuItem>
  );
}

/** Things to do that belong together. */
export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className={css.section}>{title}</Header>
      {children}
    </AriaMenuSection>
  );
}
