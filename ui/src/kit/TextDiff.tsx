import { presentableDiff, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useText } from "../i18n";
import { Button } from "./Button";
import { basics, ghosts } from "./CodeEditor";
import { classes } from "./classes";
import css from "./Diff.module.css";
import editorCss from "./Editor.module.css";
import { PlainText } from "./PlainText";

/** Past this many characters the browser would be slow to lay out one block of text. */
const LARGE = 200_000;
/** Unchanged runs longer than this are folded, but for this much of each end. */
const FOLD = 1200;
const CONTEXT = 240;

/** Two texts, and what is compared. */
export interface DiffProps {
  before: string;
  after: string;
  /** Its accessible name. */
  label: string;
}

/** The comparison of `Diff`, with all the code that it needs. */
export function TextDiff({ before, after, label }: DiffProps) {
  if (Math.max(before.length, after.length) > LARGE) {
    return <LargeDiff before={before} after={after} label={label} />;
  }
  const parts: ReactNode[] = [];
  let at = 0;
  for (const change of presentableDiff(before, after, { scanLimit: 4000, timeout: 200 })) {
    parts.push(<Same key={`s${at}`} text={after.slice(at, change.fromB)} first={at === 0} />);
    if (change.toA > change.fromA) {
      parts.push(
        <del key={`d${change.fromA}`}>
          <PlainText>{before.slice(change.fromA, change.toA)}</PlainText>
        </del>,
      );
    }
    if (change.toB > change.fromB) {
      parts.push(
        <ins key={`i${change.fromB}`}>
          <PlainText>{after.slice(change.fromB, change.toB)}</PlainText>
        </ins>,
      );
    }
    at = change.toB;
  }
  parts.push(<Same key="end" text={after.slice(at)} first={at === 0} last />);
  return (
    <section aria-label={label} className={css.diff}>
      {parts}
    </section>
  );
}

/** An unchanged run; the middle of a long one is folded behind a button that says how long it is. */
function Same({ text, first, last = false }: { text: string; first: boolean; last?: boolean }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  if (open || text.length <= FOLD) return <PlainText>{text}</PlainText>;
  const head = first ? 0 : CONTEXT;
  const tail = last ? 0 : CONTEXT;
  const hidden = text.length - head - tail;
  return (
    <>
      <PlainText>{text.slice(0, head)}</PlainText>
      <Button small look="quiet" className={css.fold ?? ""} onPress={() => setOpen(true)}>
        {t.kit.unchanged(hidden)}
      </Button>
      <PlainText>{text.slice(text.length - tail)}</PlainText>
    </>
  );
}

/** The same for large texts, line by line, drawing only what is in sight. */
function LargeDiff({ before, after, label }: DiffProps) {
  const t = useText();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          ...basics("text"),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({ "aria-label": label }),
          ghosts(t.kit.hiddenCharacter),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            gutter: false,
            collapseUnchanged: { margin: 3, minSize: 8 },
            diffConfig: { scanLimit: 1000, timeout: 400 },
          }),
        ],
      }),
    });
    // For the reason that `Editor` gives: not as the first document.
    view.dispatch({ changes: { from: 0, insert: after } });
    return () => view.destroy();
  }, [before, after, label, t]);
  return <div ref={host} className={classes(editorCss.editor, editorCss.sheet)} />;
}
