import css from "./Spinner.module.css";

/** Something is under way. Silent: the words beside it say what. */
export function Spinner({ size = 14 }: { size?: number }) {
  return <span aria-hidden="true" className={css.spinner} style={{ width: size, height: size }} />;
}
