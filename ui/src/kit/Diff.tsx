import css from "./Diff.module.css";
import { later } from "./later";
import { PlainText } from "./PlainText";
import type { DiffProps } from "./TextDiff";

/** Longer texts are not laid out as one block. */
const LONG = 20_000;

/**
 * What changed between two texts, word by word, in the text itself. Until its code is loaded, the
 * newer text stands there.
 */
export const Diff = later<DiffProps>(
  () => import("./TextDiff").then((file) => file.TextDiff),
  function Waiting({ after, label }) {
    return (
      <section aria-label={label} aria-busy="true" className={css.diff}>
        {after.length <= LONG && <PlainText>{after}</PlainText>}
      </section>
    );
  },
);
