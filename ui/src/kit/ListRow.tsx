import type { ReactNode } from "react";
import css from "./ListRow.module.css";

/** A row of a list: its name, what stands at the end of that line, and lines below. */
export function ListRow({
  title,
  aside,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={css.row}>
      <div className={css.title}>
        <strong>{title}</strong>
        {aside}
      </div>
      {children}
    </div>
  );
}
