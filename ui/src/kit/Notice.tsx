import { type ReactNode, useId, useState } from "react";
import { useText } from "../i18n";
import { Button } from "./Button";
import { classes } from "./classes";
import { Icon, type IconName } from "./Icon";
import css from "./Notice.module.css";

/** How much a notice matters. */
export type NoticeTone = "info" | "amber" | "rose";

const icons: Record<NoticeTone, IconName> = { info: "info", amber: "warning", rose: "error" };

/** Something to notice, in a sentence, with what can be done about it. */
export function Notice({
  tone = "info",
  children,
  actions,
  alert,
}: {
  tone?: NoticeTone;
  children: ReactNode;
  actions?: ReactNode;
  /** Whether a screen reader says it at once. */
  alert?: boolean;
}) {
  return (
    <div className={classes(css.notice, css[tone])} role={alert ? "alert" : undefined}>
      <Icon name={icons[tone]} />
      <div className={css.words}>{children}</div>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}

/**
 * What went wrong: the sentence, the raw detail one click away, and what can be done. The sentence is
 * in English; in another language, what is known by its code stands before it.
 */
export function FaultPanel({
  fault,
  title,
  actions,
  tone = "rose",
}: {
  fault: { code?: string; message: string; detail?: string };
  title?: string;
  actions?: ReactNode;
  tone?: NoticeTone;
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  const known = fault.code === undefined ? undefined : t.kit.faults[fault.code];
  return (
    <div className={classes(css.fault, css[tone])} role="alert">
      <Icon name={icons[tone]} />
      <div className={css.words}>
        {title && <strong>{title}</strong>}
        {known && <p>{known}</p>}
        <p lang={fault.code && "en"} className={known && css.english}>
          {fault.message}
        </p>
        {fault.detail && (
          <Button
            look="link"
            small
            aria-expanded={open}
            aria-controls={id}
            onPress={() => setOpen(!open)}
          >
            {open ? t.kit.hideDetails : t.kit.showDetails}
          </Button>
        )}
        {fault.detail && open && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
          <pre id={id} tabIndex={0} className={css.detail}>
            {fault.detail}
          </pre>
        )}
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}

/** Nothing here yet: why, and the first thing to do about it. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <Icon name={icon} size={44} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={css.actions}>{action}</div>}
    </div>
  );
}
