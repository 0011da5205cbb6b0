import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  placeholder as placeholderOf,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { useText } from "../i18n";
import { classes } from "./classes";
import css from "./Editor.module.css";
import { codePoint, hiddenCharacters } from "./hidden";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--signet)" },
  { tag: tags.string, color: "var(--leaf)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--amber)" },
]);

// Mod-Enter signs, so the editor must let it pass.
const keys = defaultKeymap.filter((binding) => binding.key !== "Mod-Enter");

/** What shows hidden characters as their codes. Shared with the merge view. */
export function ghosts(describe: (code: string) => string): Extension {
  return highlightSpecialChars({
    specialChars: hiddenCharacters(),
    render: (code) => {
      const ghost = document.createElement("span");
      ghost.className = "cm-ghost";
      ghost.textContent = codePoint(code);
      ghost.title = describe(codePoint(code));
      ghost.setAttribute("aria-label", ghost.title);
      return ghost;
    },
  });
}

/** What every editor here has, whatever it edits. */
export function basics(language: "text" | "json"): Extension[] {
  return [
    // Without it the content-security policy blocks the styles that the editor makes at run time.
    EditorView.cspNonce.of(styleNonce()),
    // A lone carriage return is kept and shown: what is signed is exactly what is sent.
    EditorState.lineSeparator.of("\n"),
    EditorView.lineWrapping,
    ...(language === "json" ? [json(), syntaxHighlighting(colours)] : []),
  ];
}

function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce ?? "";
}

/** What an editor takes. */
export interface EditorProps {
  value: string;
  onChange?: (value: string) => void;
  /** Its accessible name. */
  label: string;
  language?: "text" | "json";
  readOnly?: boolean;
  placeholder?: string;
  /** A sheet of paper, or a field of a form. */
  look?: "sheet" | "field";
  /** Whether it differs from what came. */
  edited?: boolean;
  minLines?: number;
  autoFocus?: boolean;
}

/** The editor of `Editor`, with all the code that it needs. */
export function CodeEditor({
  value,
  onChange,
  label,
  language = "text",
  readOnly = false,
  placeholder = "",
  look = "sheet",
  edited = false,
  minLines = 1,
  autoFocus = false,
}: EditorProps) {
  const t = useText();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const known = useRef(value);
  const settings = useRef(new Compartment());

  const changed = useEffectEvent((text: string) => onChange?.(text));
  const configure = useEffectEvent(
    (): Extension => [
      EditorState.readOnly.of(readOnly),
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-readonly": String(readOnly),
        spellcheck: "false",
      }),
      placeholderOf(placeholder),
      ghosts(t.kit.hiddenCharacter),
    ],
  );
  const first = useEffectEvent(() => ({ text: value, language, autoFocus }));

  // Before the browser draws: an editor that takes the place of its text must not collapse for a frame.
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const begin = first();
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          history(),
          drawSelection(),
          keymap.of([...keys, ...historyKeymap]),
          ...basics(begin.language),
          settings.current.of(configure()),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            if (text === known.current) return;
            known.current = text;
            changed(text);
          }),
        ],
      }),
    });
    // Not as the first document: CodeMirror draws the gap in a very long line of that sideways,
    // mistakes the line for a short one, and then lays out all of it.
    known.current = begin.text;
    editor.dispatch({
      changes: { from: 0, insert: begin.text },
      annotations: Transaction.addToHistory.of(false),
    });
    view.current = editor;
    if (begin.autoFocus) editor.focus();
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || value === known.current) return;
    known.current = value;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what `configure` reads
  useEffect(() => {
    view.current?.dispatch({ effects: settings.current.reconfigure(configure()) });
  }, [readOnly, label, placeholder, t]);

  return (
    <div
      ref={host}
      className={classes(
        css.editor,
        css[look],
        language === "json" && css.json,
        edited && css.edited,
      )}
      style={{ "--lines": minLines } as React.CSSProperties}
    />
  );
}
