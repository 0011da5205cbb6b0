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

/** A state as a dot, always beside words that say the same. */
export function Dot({ tone = "plain" }: { tone?: Tone }) {
  return <span aria-hidden="true" className={classes(css.dot, css[tone])} />;
}
