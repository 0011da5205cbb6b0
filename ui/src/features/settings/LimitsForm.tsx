import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { Limits } from "../../ipc/generated";
import { announce, Button, FaultPanel, NumberField } from "../../kit";
import { useAction, useSnapshot } from "../../state";
import {
  changes,
  draftOf,
  inBytes,
  type Limit,
  type LimitsDraft,
  limitsOf,
  ofOpen,
  ofRequest,
  shown,
} from "./limits";
import css from "./Settings.module.css";

/** How much servers may ask for. */
export function LimitsForm() {
  const t = useText();
  const { now, sound } = useSnapshot((snapshot) => snapshot.limits);
  const save = useAction();
  const [entered, setEntered] = useState<LimitsDraft | null>(null);
  const draft = entered ?? draftOf(now);
  const limits = limitsOf(draft);
  const unsaved = changes(draft, now);

  const keep = async (next: Limits) => {
    if (!(await save.run("save_limits", { limits: next }))) return;
    setEntered(null);
    announce(t.settings.saved);
  };
  const fields = (of: readonly Limit[]) =>
    of.map((limit) => (
      <LimitField
        key={limit}
        limit={limit}
        value={draft[limit]}
        onChange={(value) => setEntered({ ...draft, [limit]: value })}
      />
    ));
  return (
    <section className={css.section} aria-labelledby="settings-limits">
      <h2 id="settings-limits">{t.settings.limits}</h2>
      <p className={css.note}>{t.settings.limitsNote}</p>
      <h3>{t.settings.oneRequest}</h3>
      <div className={css.fields}>{fields(ofRequest)}</div>
      <h3>{t.settings.openAtOnce}</h3>
      <div className={css.fields}>{fields(ofOpen)}</div>
      {save.fault && <FaultPanel fault={save.fault} />}
      {(unsaved > 0 || changes(draft, sound) > 0) && (
        <div className={css.bar}>
          {changes(draft, sound) > 0 && (
            <Button look="quiet" onPress={() => setEntered(draftOf(sound))}>
              {t.settings.reset}
            </Button>
          )}
          {unsaved > 0 && (
            <>
              <span>{t.settings.unsaved(unsaved)}</span>
              <Button look="quiet" onPress={() => setEntered(null)}>
                {t.settings.discard}
              </Button>
              <Button
                look="sign"
                busy={save.busy}
                isDisabled={limits === null}
                onPress={() => limits && void keep(limits)}
              >
                {t.settings.save}
              </Button>
            </>
          )}
        </div>
      )}
    </section>
  );
}

function LimitField({
  limit,
  value,
  onChange,
}: {
  limit: Limit;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const t = useText();
  const f = useFormat();
  const { sound, most } = useSnapshot((snapshot) => snapshot.limits);
  const names: Record<Limit, string> = {
    messages: t.settings.messages,
    bytes: t.settings.bytes,
    media: t.settings.media,
    media_bytes: t.settings.mediaBytes,
    tools: t.settings.tools,
    open: t.settings.open,
    open_in_all: t.settings.openInAll,
  };
  const usual = shown(limit, sound[limit]);
  return (
    <NumberField
      beside
      label={names[limit]}
      value={value}
      min={inBytes(limit) ? 0.01 : 1}
      max={shown(limit, most[limit])}
      fraction={inBytes(limit) ? 2 : 0}
      onChange={onChange}
      error={value === null ? t.settings.needed : undefined}
      {...(value === usual ? {} : { note: t.settings.usually(f.number(usual)) })}
    />
  );
}
