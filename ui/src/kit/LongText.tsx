import { Editor } from "./Editor";
import { Marked } from "./Marked";
import css from "./Marked.module.css";

/** Past this many characters a text is drawn by an editor, which draws only what is in sight. */
const LONG = 20_000;

/** A text to be read, with its white space; a very long one is drawn bit by bit. */
export function LongText({
  text,
  label,
  find = "",
}: {
  text: string;
  /** Its accessible name, where it becomes an editor. */
  label: string;
  /** Words to mark. */
  find?: string;
}) {
  if (text.length > LONG) return <Editor readOnly value={text} label={label} />;
  return (
    <p className={css.text}>
      <Marked find={find}>{text}</Marked>
    </p>
  );
}

/** A value as JSON, to be read. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  if (text.length > LONG) return <Editor readOnly language="json" value={text} label={label} />;
  return (
    <pre className={css.json}>
      <Marked find="">{text}</Marked>
    </pre>
  );
}
