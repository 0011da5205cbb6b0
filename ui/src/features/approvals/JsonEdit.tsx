import { useState } from "react";
import { useText } from "../../i18n";
import type { JsonValue } from "../../ipc/generated";
import { Button, Editor, Notice } from "../../kit";
import { Unfit } from "../../parts";
import css from "./Card.module.css";
import { restored, withheld } from "./withheld";
import { unfitWords } from "./words";

/** JSON to be edited apart from the draft, and taken only once it is what it must be. */
export function JsonEdit<T>({
  value,
  label,
  read,
  onTake,
  onCancel,
}: {
  value: JsonValue;
  label: string;
  /** What the JSON stands for; throws an `Unfit` where it cannot be taken. */
  read: (value: JsonValue) => T;
  onTake: (taken: T) => void;
  onCancel: () => void;
}) {
  const t = useText();
  const [{ value: shown, kept }] = useState(() => withheld(value));
  const [text, setText] = useState(() => JSON.stringify(shown, null, 2));
  const [wrong, setWrong] = useState<string | null>(null);
  const take = () => {
    try {
      onTake(read(restored(JSON.parse(text) as JsonValue, kept)));
    } catch (error) {
      if (error instanceof Unfit) setWrong(unfitWords(t, error));
      else if (error instanceof SyntaxError) setWrong(t.content.jsonBroken(error.message));
      else throw error;
    }
  };
  return (
    <div className={css.stack}>
      <Editor
        language="json"
        label={label}
        value={text}
        minLines={3}
        autoFocus
        onChange={(next) => {
          setText(next);
          setWrong(null);
        }}
      />
      {kept.size > 0 && <p className={css.note}>{t.content.jsonKept([...kept.keys()][0] ?? "")}</p>}
      {wrong !== null && (
        <Notice tone="rose" alert>
          {wrong}
        </Notice>
      )}
      <div className={css.row}>
        <Button small onPress={take}>
          {t.content.jsonTake}
        </Button>
        <Button small look="quiet" onPress={onCancel}>
          {t.content.jsonCancel}
        </Button>
      </div>
    </div>
  );
}
