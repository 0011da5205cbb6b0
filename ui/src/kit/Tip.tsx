import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";
import css from "./overlay.module.css";

/** Words that show when the thing is hovered or focused. The thing must be a react-aria control. */
export function Tip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className={css.tip ?? ""} offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
