import { ProgressBar as AriaProgressBar } from "react-aria-components";
import css from "./ProgressBar.module.css";

/** How far something is. `share` is 0 to 1; `null` while nobody knows of how much. */
export function ProgressBar({
  label,
  text,
  share,
}: {
  label: string;
  /** How far it is, in words. */
  text: string;
  share: number | null;
}) {
  const percent = share === null ? 0 : Math.min(Math.max(share, 0), 1) * 100;
  return (
    <AriaProgressBar
      aria-label={label}
      className={css.bar ?? ""}
      value={percent}
      valueLabel={text}
      isIndeterminate={share === null}
    >
      <span
        className={share === null ? css.moving : css.part}
        style={share === null ? undefined : { inlineSize: `${percent}%` }}
      />
    </AriaProgressBar>
  );
}
