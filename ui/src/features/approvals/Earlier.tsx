import { type ReactNode, useState } from "react";
import { useText } from "../../i18n";
import type { Prompt, Turn } from "../../ipc/generated";
import { Button, Notice } from "../../kit";
import css from "./Card.module.css";
import { type DraftMessage, isEdited } from "./draft";

/**
 * The messages of the turns before: folded only where a person has signed them as they stand, and
 * then counted.
 */
export function Earlier({
  turn,
  messages,
  asked,
  children,
}: {
  turn: Turn;
  messages: readonly DraftMessage[];
  asked: Prompt;
  children: ReactNode;
}) {
  const t = useText();
  const [open, setOpen] = useState(turn.signed !== "as_they_stand");
  const changed = messages.filter((message) => isEdited(message, asked)).length;
  return (
    <>
      <section className={css.earlier}>
        <p>
          {t.content.earlier[turn.signed](messages.length, turn.number - 1)}
          {changed > 0 && ` ${t.content.earlierEdited(changed)}`}
        </p>
        <Button
          look="quiet"
          small
          icon={open ? "down" : "right"}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {open ? t.content.hideEarlier : t.content.showEarlier}
        </Button>
      </section>
      {turn.signed === "changed" && <Notice tone="amber">{t.content.earlierChanged}</Notice>}
      {open && children}
      <p className={css.divide}>{t.content.newInTurn(turn.number)}</p>
    </>
  );
}
