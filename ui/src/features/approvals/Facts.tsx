import type { ReactNode } from "react";
import { useText } from "../../i18n";
import { Button } from "../../kit";
import css from "./Facts.module.css";

/** What is true of the exchange, beside its text; above it, folded, where there is little room. */
export function Facts({
  summary,
  open,
  onOpen,
  children,
}: {
  summary: ReactNode;
  /** Whether they show where they can be folded. */
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
}) {
  const t = useText();
  return (
    <aside className={css.facts} aria-label={t.requests.facts} data-open={open}>
      <div className={css.fold}>
        <Button
          look="quiet"
          small
          icon={open ? "down" : "right"}
          aria-expanded={open}
          onPress={() => onOpen(!open)}
        >
          {summary}
        </Button>
      </div>
      <div className={css.all}>{children}</div>
    </aside>
  );
}

/** Some facts that belong together. */
export function FactGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.group}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** One fact: what, and how it is. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <span>{name}</span>
      <b>{children}</b>
    </div>
  );
}

/** A sentence about the facts above it. */
export function FactNote({ warn = false, children }: { warn?: boolean; children: ReactNode }) {
  return <p className={warn ? `${css.why} ${css.warn}` : css.why}>{children}</p>;
}
