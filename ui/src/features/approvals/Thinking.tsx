import { type ReactNode, useState } from "react";
import { useText } from "../../i18n";
import { Button } from "../../kit";
import css from "./Card.module.css";

/** What a model thinks or thought, folded: it is shown to the person, and no part of the reply. */
export function Thinking({
  open: first = false,
  children,
}: {
  open?: boolean;
  children: ReactNode;
}) {
  const t = useText();
  const [open, setOpen] = useState(first);
  return (
    <section className={css.sheet}>
      <h2>
        <Button
          look="quiet"
          className={css.role ?? ""}
          small
          icon={open ? "down" : "right"}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {t.requests.thinking}
        </Button>
      </h2>
      {open && (
        <>
          <p className={css.note}>{t.requests.thinkingNote}</p>
          {children}
        </>
      )}
    </section>
  );
}
