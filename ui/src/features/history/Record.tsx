import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ExchangeDetail } from "../../ipc/generated";
import { Button, CopyButton, Json, Tag } from "../../kit";
import { signerWords } from "../../parts";
import { editedReply } from "./edits";
import css from "./Record.module.css";
import { stretches, tookMs } from "./times";

/** What happened to an exchange and when, and all of it as JSON. */
export function Record({ detail }: { detail: ExchangeDetail }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <div className={css.record}>
      <Timeline detail={detail} />
      <Events detail={detail} />
      <section className={css.raw} aria-label={t.history.raw}>
        <div className={css.row}>
          <Button small aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? t.history.hideRaw : t.history.showRaw}
          </Button>
          <CopyButton text={() => JSON.stringify(detail, null, 2)} label={t.history.copyRaw} />
        </div>
        {open && <Json value={detail} label={t.history.raw} />}
      </section>
    </div>
  );
}

function Timeline({ detail }: { detail: ExchangeDetail }) {
  const t = useText();
  const f = useFormat();
  const parts = stretches(detail.journal);
  const all = parts.reduce((sum, part) => sum + part.ms, 0);
  if (all === 0) return null;
  return (
    <section className={css.section}>
      <h3>
        {t.history.timeline}{" "}
        <small className="num">{t.history.took(f.duration(tookMs(detail.journal)))}</small>
      </h3>
      <div className={css.bar} aria-hidden="true">
        {parts.map((part, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no names and never move
            key={at}
            data-kind={part.kind}
            style={{ flexGrow: Math.max(part.ms / all, 0.004) }}
          />
        ))}
      </div>
      <ol className={css.stretches}>
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no names and never move
          <li key={at} data-kind={part.kind}>
            {t.history[part.kind]} <span className="num">{f.duration(part.ms)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Events({ detail }: { detail: ExchangeDetail }) {
  const t = useText();
  const f = useFormat();
  const began = detail.journal[0]?.at ?? 0;
  return (
    <section className={css.section}>
      <h3>{t.history.events}</h3>
      <ol className={css.events}>
        {detail.journal.map((line) => (
          <li key={line.seq}>
            <time className="num" dateTime={new Date(line.at).toISOString()}>
              {line.at === began ? f.moment(line.at) : t.history.after(f.duration(line.at - began))}
            </time>
            <span>
              {t.history.event[line.event] ?? line.event}
              {line.by && ` ${t.history.by(signerWords(t, line.by))}`}
            </span>
            {line.edited && (line.event !== "reply_signed" || editedReply(detail.exchange)) && (
              <Tag tone="signet">{t.history.edited}</Tag>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
