import { useEffect, useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ExchangeDetail } from "../../ipc/generated";
import { Button, FaultPanel, Spinner, useNow } from "../../kit";
import { targetWords } from "../../parts";
import { useAction } from "../../state";
import css from "./Card.module.css";
import type { CardEvents } from "./cardEvents";
import { SentPrompt } from "./SentPrompt";
import { Stream } from "./Stream";
import { Thinking } from "./Thinking";
import type { Growing } from "./useWriting";

/** A model writes: its text as it comes, and the way to stop it. */
export function Writing({
  detail,
  writing: { text: writing, thinking },
  onDecided,
}: { detail: ExchangeDetail; writing: { text: Growing; thinking: Growing } } & CardEvents) {
  const t = useText();
  const f = useFormat();
  const { exchange } = detail;
  const action = useAction();
  const now = useNow(500);
  const [length, setLength] = useState(writing.text().length);
  const [thinks, setThinks] = useState(thinking.text() !== "");
  const since = detail.journal.at(-1)?.at ?? now;
  const target = exchange.sent?.target;

  useEffect(() => {
    setLength(writing.text().length);
    const timer = setInterval(() => setLength(writing.text().length), 500);
    return () => clearInterval(timer);
  }, [writing]);

  useEffect(() => {
    setThinks(thinking.text() !== "");
    return thinking.hear((piece) =>
      setThinks((now) => (piece === null ? false : now || piece !== "")),
    );
  }, [thinking]);

  const stop = async () => {
    const done = await action.run("decide_exchange", {
      id: exchange.id,
      seen: exchange.events,
      decision: { kind: "stop" },
    });
    if (done) onDecided(t.requests.nowStopped, true);
  };

  return (
    <>
      <div className={css.single}>
        {thinks && (
          <Thinking open>
            <Stream growing={thinking} label={t.requests.thinking} />
          </Thinking>
        )}
        <section className={css.sheet}>
          <h2 className={css.label}>
            <Spinner size={12} />
            {t.requests.writesNow(target ? targetWords(t, target) : "")}
            <small className="num">
              {f.duration(Math.max(0, now - since))} · {t.requests.written(length)}
            </small>
          </h2>
          {length === 0 && <p className={css.note}>{t.requests.nothingYet}</p>}
          <Stream growing={writing} label={t.requests.streamLabel} />
        </section>
        <SentPrompt exchange={exchange} />
        {action.fault && <FaultPanel fault={action.fault} />}
      </div>
      <footer className={css.footer}>
        <p>{t.requests.stopLeads}</p>
        <span className={css.space} />
        <Button icon="stop" busy={action.busy} onPress={stop}>
          {t.requests.stop}
        </Button>
      </footer>
    </>
  );
}
