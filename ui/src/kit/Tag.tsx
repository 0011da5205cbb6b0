import type { ReactNode } from "react";
import { classes } from "./classes";
import css from "./Tag.module.css";

/** What a tag's colour says: nothing, look here, something is off, it is fine, it is yours. */
export type Tone = "plain" | "signet" | "amber" | "rose" | "leaf";

/** A word or two about the thing beside it. */
export function Tag({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classes(css.tag, css[tone])}>{children}</span>;
}

/** A row of tags that wraps. */
export function Tags({ children }: { children: ReactNode }) {
  return <span className={css.tags}>{children}</span>;
}

/** A state in words, with its dot. */
export function StateWords({
  tone,
  live = false,
  children,
}: {
  tone: Tone;
  /** Whether a screen reader says it when it changes. */
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={css.state} data-tone={tone} role={live ? "status" : undefined}>
      <Dot tone={tone} />
      {children}
    </span>
  );
}

/** A state as a dot, always beside words that say the same. */
export function Dot({ tone = "plain" }: { tone?: Tone }) {
  return <span aria-hidden="true" className={classes(css.dot, css[tone])} />;
}
