import { useEffect, useState } from "react";
import { useFormat, useText } from "../i18n";
import type { ExchangeId, Fault } from "../ipc/generated";
import { Button, CopyButton, Dialog, Editor, FaultPanel, Spinner } from "../kit";
import { toFault, useBackend } from "../state";
import { indented } from "./indent";
import css from "./parts.module.css";

/** A button that shows exactly what arrived. It is asked for only then: it may be very long. */
export function RawRequest({ exchange }: { exchange: ExchangeId }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="link" small onPress={() => setOpen(true)}>
        {t.content.rawRequest}
      </Button>
      {open && <Whole exchange={exchange} onClose={() => setOpen(false)} />}
    </>
  );
}

function Whole({ exchange, onClose }: { exchange: ExchangeId; onClose: () => void }) {
  const t = useText();
  const f = useFormat();
  const backend = useBackend();
  const [raw, setRaw] = useState<{ text: string; shown: string; bytes: number } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    let wanted = true;
    backend.call("raw_request", { id: exchange }).then(
      (text) => {
        if (!wanted) return;
        setRaw({ text, shown: indented(text), bytes: new TextEncoder().encode(text).length });
      },
      (error: unknown) => {
        if (wanted) setFault(toFault(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [backend, exchange]);
  return (
    <Dialog
      title={t.content.rawRequest}
      onClose={onClose}
      width={960}
      {...(raw
        ? {
            footer: (
              <>
                <p className={css.note}>{t.content.rawNote(f.bytes(raw.bytes))}</p>
                <CopyButton text={raw.text} label={t.content.rawCopy} />
              </>
            ),
          }
        : {})}
    >
      {fault && <FaultPanel fault={fault} />}
      {!raw && !fault && <Spinner />}
      {raw && (
        <div className={css.rawRequest}>
          <Editor readOnly language="json" label={t.content.rawRequest} value={raw.shown} />
        </div>
      )}
    </Dialog>
  );
}
