import type { ReactNode } from "react";
import { useText } from "../../i18n";
import css from "./Card.module.css";
import { Folded } from "./Folded";

/** What a model thinks or thought: it is shown to the person, and no part of the reply. */
export function Thinking({ open = false, children }: { open?: boolean; children: ReactNode }) {
  const t = useText();
  return (
    <Folded title={t.requests.thinking} open={open}>
      <p className={css.note}>{t.requests.thinkingNote}</p>
      {children}
    </Folded>
  );
}
