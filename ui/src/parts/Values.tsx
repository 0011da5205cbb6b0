import { useText } from "../i18n";
import type { JsonValue } from "../ipc/generated";
import { Json, LongText, PlainText } from "../kit";
import css from "./Block.module.css";

/** A JSON object as names and values: texts as texts, what is nested as JSON. */
export function Values({ of }: { of: { [key in string]: JsonValue } }) {
  const t = useText();
  const entries = Object.entries(of);
  if (entries.length === 0) return <p className={css.none}>{t.content.noValues}</p>;
  return (
    <dl className={css.values}>
      {entries.map(([name, value]) => (
        <Value key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function Value({ name, value }: { name: string; value: JsonValue }) {
  return (
    <>
      <dt>
        <PlainText>{name}</PlainText>
      </dt>
      <dd>
        {typeof value === "string" ? (
          <LongText text={value} label={name} />
        ) : typeof value === "object" && value !== null ? (
          <Json value={value} label={name} />
        ) : (
          <code>{String(value)}</code>
        )}
      </dd>
    </>
  );
}
