import type { ComponentProps, ReactNode } from "react";
import css from "./Panes.module.css";
import { Tabs } from "./Tabs";

/** A screen of two columns: what there is, and the one that was chosen. */
export function Panes({
  title,
  tools,
  above,
  list,
  children,
}: {
  title: string;
  /** What stands beside the title. */
  tools?: ReactNode;
  /** What stands between the title and the list: search, filters. */
  above?: ReactNode;
  list: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={css.panes}>
      <div className={css.side}>
        <header className={css.head}>
          <h1>{title}</h1>
          {tools}
        </header>
        {above && <div className={css.above}>{above}</div>}
        <div className={css.list}>{list}</div>
      </div>
      {children}
    </div>
  );
}

/** What there is to know of the one that was chosen, in a few words each. */
export function PaneFacts({ children }: { children: ReactNode }) {
  return <p className={css.facts}>{children}</p>;
}

/** The column of the one that was chosen: its name, what can be done, and its parts. */
export function Pane({
  label,
  title,
  lines,
  actions,
  below,
  children,
}: {
  /** Its accessible name. */
  label: string;
  title: ReactNode;
  /** What stands under the title. */
  lines?: ReactNode;
  /** What can be done with it. */
  actions?: ReactNode;
  /** What stands under the heading and always in sight: what is wrong with it. */
  below?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={css.pane} aria-label={label}>
      <header className={css.heading}>
        <h2>{title}</h2>
        {actions && <div className={css.actions}>{actions}</div>}
        {lines && <div className={css.lines}>{lines}</div>}
        {below && <div className={css.below}>{below}</div>}
      </header>
      <div className={css.body}>{children}</div>
    </section>
  );
}

/** The parts of the one that was chosen, of which one is in sight. */
export function PaneTabs(props: Omit<ComponentProps<typeof Tabs>, "fill">) {
  return (
    <div className={css.tabs}>
      <Tabs {...props} fill />
    </div>
  );
}
