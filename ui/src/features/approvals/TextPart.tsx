import { useState } from "react";
import { Editor, PlainText, Sight } from "../../kit";
import css from "./Card.module.css";

/** Longer texts go into an editor at once: it draws only what is in sight. */
const LONG = 20_000;

/** A text to be edited. It becomes an editor as it comes near, so that hundreds of them open at once. */
export function TextPart({
  value,
  label,
  edited,
  autoFocus = false,
  placeholder = "",
  minLines = 1,
  onChange,
}: {
  value: string;
  label: string;
  edited: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  minLines?: number;
  onChange: (value: string) => void;
}) {
  const [near, setNear] = useState(autoFocus || value.length > LONG || value === "");
  if (!near) {
    return (
      <Sight near={800} onSight={() => setNear(true)}>
        <div className={css.static}>
          <PlainText>{value}</PlainText>
        </div>
      </Sight>
    );
  }
  return (
    <Editor
      value={value}
      label={label}
      edited={edited}
      autoFocus={autoFocus}
      placeholder={placeholder}
      minLines={minLines}
      onChange={onChange}
    />
  );
}
