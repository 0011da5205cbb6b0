import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ToggleButton as AriaToggle,
} from "react-aria-components";
import css from "./Button.module.css";
import { classes } from "./classes";
import { Icon, type IconName } from "./Icon";
import { ariaKeys, keyLabel } from "./keys";
import { Spinner } from "./Spinner";
import { Tip } from "./Tip";

/** How a button looks: the one that signs, the usual one, the one that steps back, the one that says no. */
export type ButtonLook = "sign" | "plain" | "quiet" | "no" | "link";

/** What a button takes, beside what react-aria's does. */
export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  look?: ButtonLook;
  icon?: IconName;
  /** The key that does the same, as `Mod+Enter`. */
  keys?: string;
  /** Whether what it started is under way. */
  busy?: boolean;
  small?: boolean;
  className?: string;
  children?: ReactNode;
}

/** A button, with its key beside its words. */
export function Button({
  look = "plain",
  icon,
  keys,
  busy,
  small,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      isPending={busy ?? false}
      {...(keys ? { "aria-keyshortcuts": ariaKeys(keys) } : {})}
      className={classes(css.button, css[look], small && css.small, className)}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children !== undefined && <span className={css.words}>{children}</span>}
      {keys && (
        <span aria-hidden="true" className={css.keys}>
          {keyLabel(keys)}
        </span>
      )}
    </AriaButton>
  );
}

/** A square button that shows only an icon; its words are its name and its tooltip. */
export function IconButton({
  icon,
  label,
  small,
  className,
  ...rest
}: Omit<AriaButtonProps, "children" | "className" | "style"> & {
  icon: IconName;
  label: string;
  small?: boolean;
  className?: string;
}) {
  return (
    <Tip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classes(css.button, css.quiet, css.square, small && css.small, className)}
      >
        <Icon name={icon} size={small ? 14 : 16} />
      </AriaButton>
    </Tip>
  );
}

/** A button that stays pressed. */
export function Toggle({
  on,
  onChange,
  icon,
  children,
  small,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  icon?: IconName;
  children: ReactNode;
  small?: boolean;
}) {
  return (
    <AriaToggle
      isSelected={on}
      onChange={onChange}
      className={classes(css.button, css.quiet, css.toggle, small && css.small)}
    >
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      <span className={css.words}>{children}</span>
    </AriaToggle>
  );
}
