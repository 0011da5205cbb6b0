import { type ReactNode, useState } from "react";
import { useText } from "../i18n";
import type { JsonValue, Marks } from "../ipc/generated";
import { Icon, type IconName, Json, PlainText, Toggle } from "../kit";
import css from "./Block.module.css";

/** The frame of a block that is not text: what it is, its facts, and on demand its JSON and what it carries. */
export function Block({
  icon,
  title,
  facts,
  tone,
  json,
  marks,
  actions,
  children,
}: {
  icon: IconName;
  title: string;
  facts?: string;
  /** Whether it says that something failed. */
  tone?: "rose";
  /** What makes it as the protocol writes it, when it is wanted. */
  json?: () => JsonValue;
  marks?: Marks | undefined;
  /** What can be done to it, at the end of its title. */
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const t = useText();
  const [raw, setRaw] = useState(false);
  return (
    <div className={css.block} data-tone={tone}>
      <div className={css.title}>
        <Icon name={icon} />
        <span>
          <PlainText>{title}</PlainText>
        </span>
        {facts && (
          <small className="num">
            <PlainText>{facts}</PlainText>
          </small>
        )}
        {(json || actions) && (
          <span className={css.end}>
            {json && (
              <Toggle small on={raw} onChange={setRaw}>
                JSON
              </Toggle>
            )}
            {actions}
          </span>
        )}
      </div>
      {raw && json ? <Json value={json()} label={`${title}: JSON`} /> : children}
      {!raw && <MarksText marks={marks} label={t.content.carries} />}
    </div>
  );
}

/** What a block carries beside its content, shown on demand. */
export function MarksText({ marks, label }: { marks: Marks | undefined; label: string }) {
  const t = useText();
  if (!marks) return null;
  const named = [
    ...(marks.annotations === undefined ? [] : [t.content.annotations]),
    ...(marks.meta === undefined ? [] : ["_meta"]),
  ];
  if (named.length === 0) return null;
  return (
    <details className={css.marks}>
      <summary>
        {label}: {named.join(", ")}
      </summary>
      <Json
        value={{
          ...(marks.annotations === undefined ? {} : { annotations: marks.annotations }),
          ...(marks.meta === undefined ? {} : { _meta: marks.meta }),
        }}
        label={label}
      />
    </details>
  );
}
