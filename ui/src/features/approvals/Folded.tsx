import { type ReactNode, useState } from "react";
import { Button } from "../../kit";
import css from "./Card.module.css";

/** A part of the card that is folded until somebody wants to see it. */
export function Folded({
  title,
  open: first = false,
  children,
}: {
  title: string;
  open?: boolean;
  children: ReactNode;
}) {
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
          {title}
        </Button>
      </h2>
      {open && children}
    </section>
  );
}
