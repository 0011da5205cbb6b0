import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./Button";
import css from "./Button.module.css";
import { Menu } from "./Menu";

/** A button for the usual way, and beside it a menu of the other ways. */
export function SplitButton({
  menuLabel,
  menu,
  menuDisabled,
  ...button
}: ButtonProps & { menuLabel: string; menu: ReactNode; menuDisabled?: boolean }) {
  return (
    <span className={css.split}>
      <Button {...button} />
      <Menu
        label={menuLabel}
        placement="top end"
        trigger={
          <Button
            look={button.look ?? "plain"}
            icon="down"
            aria-label={menuLabel}
            isDisabled={menuDisabled ?? button.isDisabled ?? false}
          />
        }
      >
        {menu}
      </Menu>
    </span>
  );
}
