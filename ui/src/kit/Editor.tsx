import type { EditorProps } from "./CodeEditor";
import { classes } from "./classes";
import css from "./Editor.module.css";
import { later } from "./later";
import { PlainText } from "./PlainText";

/** Longer texts are not laid out as one block. */
const LONG = 20_000;

/**
 * A text as an editor. It draws only what is in sight, so it may hold megabytes; it grows with its
 * text, and the nearest scroller scrolls it. Until its code is loaded, the text stands there to be read.
 */
export const Editor = later<EditorProps>(
  () => import("./CodeEditor").then((file) => file.CodeEditor),
  function Waiting({ value, language, look = "sheet", minLines = 1, edited = false }) {
    return (
      <div
        aria-busy="true"
        className={classes(
          css.editor,
          css.waiting,
          css[look],
          language === "json" && css.json,
          edited && css.edited,
        )}
        style={{ "--lines": minLines } as React.CSSProperties}
      >
        {value.length <= LONG && <PlainText>{value}</PlainText>}
      </div>
    );
  },
);
