import { useEffect, useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ExchangeId, Fault, ModelRef, Outgoing, Prompt } from "../../ipc/generated";
import { Button, CopyButton, Dialog, Editor, FaultPanel, PlainText, Spinner } from "../../kit";
import { Command } from "../../parts";
import { toFault, useBackend } from "../../state";
import css from "./ExactBytes.module.css";
import { FactGroup, FactNote } from "./Facts";

/** What goes out, to the byte, on demand. */
export function ExactBytes(of: { exchange: ExchangeId; model: ModelRef; edited?: Prompt }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <FactGroup title={t.requests.exactTitle}>
      <FactNote>
        {t.requests.exactNote}{" "}
        <Button look="link" small onPress={() => setOpen(true)}>
          {t.requests.exactShow}
        </Button>
      </FactNote>
      {open && (
        <Dialog title={t.requests.exactTitle} onClose={() => setOpen(false)} width={900}>
          <Shown {...of} />
        </Dialog>
      )}
    </FactGroup>
  );
}

function Shown({
  exchange,
  model,
  edited,
}: {
  exchange: ExchangeId;
  model: ModelRef;
  edited?: Prompt;
}) {
  const t = useText();
  const f = useFormat();
  const backend = useBackend();
  const [shown, setShown] = useState<Outgoing | Fault | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, as it stands when opened
  useEffect(() => {
    let wanted = true;
    const query = { exchange, model, ...(edited ? { edited } : {}) };
    backend.call("show_outgoing", { query }).then(
      (outgoing) => wanted && setShown(outgoing),
      (error) => wanted && setShown(toFault(error)),
    );
    return () => {
      wanted = false;
    };
  }, [backend]);

  if (shown === null) return <Spinner />;
  if ("code" in shown) return <FaultPanel fault={shown} />;
  const bytes = new TextEncoder().encode(shown.body).length;
  return (
    <div className={css.exact}>
      {shown.program ? (
        <>
          <p className={css.line}>{t.requests.exactProgram}</p>
          <Command words={shown.program} />
        </>
      ) : (
        <>
          <p className={css.line}>
            <code>
              POST <PlainText>{shown.url}</PlainText>
            </code>
          </p>
          <pre className={css.headers}>
            <PlainText>
              {shown.headers.map((header) => `${header.name}: ${header.value}`).join("\n")}
            </PlainText>
          </pre>
        </>
      )}
      <div className={css.tools}>
        <span className="num">{f.bytes(bytes)}</span>
        <CopyButton text={shown.body} label={t.requests.exactCopy} />
      </div>
      <div className={css.body}>
        <Editor readOnly value={shown.body} label={t.requests.exactBody} />
      </div>
      <p className={css.digest}>
        {shown.program ? t.requests.exactDigestInput : t.requests.exactDigest}{" "}
        <code>{shown.digest}</code>
      </p>
    </div>
  );
}
