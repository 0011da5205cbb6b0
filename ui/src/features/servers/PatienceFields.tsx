import { useFormat, useText } from "../../i18n";
import type { Patience, ServerView, Wait } from "../../ipc/generated";
import { announce, FaultPanel, NumberField } from "../../kit";
import { useAction } from "../../state";
import css from "./Settings.module.css";

/** A week, the longest that can be set, in seconds. */
const LONGEST = 604_800;

/** How long a server waits for an answer, as far as a person knows better. Kept at once. */
export function PatienceFields({ server }: { server: ServerView }) {
  const t = useText();
  const f = useFormat();
  const save = useAction();
  const { patience, waits } = server;
  const usual = (wait: Wait) => {
    switch (wait.kind) {
      case "endless":
        return t.waiting.noEnd;
      case "unknown":
        return t.waiting.nobodyKnows;
      case "likely":
        if (wait.known === "set") return undefined;
        return wait.known === "seen"
          ? t.waiting.seen(f.number(wait.seconds))
          : t.waiting.usually(f.number(wait.seconds));
    }
  };
  const field = (door: "pushed" | "pulled") => (
    <NumberField
      beside
      label={t.waiting[door]}
      value={patience[door] ?? null}
      min={1}
      max={LONGEST}
      note={usual(waits[door])}
      onChange={(seconds) => void keep({ ...patience, [door]: seconds ?? undefined })}
    />
  );
  const keep = async ({ pushed, pulled }: { [door in keyof Patience]?: number | undefined }) => {
    const set = {
      server: server.id,
      ...(pushed === undefined ? {} : { pushed }),
      ...(pulled === undefined ? {} : { pulled }),
    };
    if (await save.run("set_patience", set)) announce(t.waiting.saved);
  };
  return (
    <section className={css.patience} aria-labelledby="server-patience">
      <h3 id="server-patience">{t.waiting.section}</h3>
      <p>{t.waiting.sectionNote}</p>
      {field("pushed")}
      {field("pulled")}
      {save.fault && <FaultPanel fault={save.fault} />}
    </section>
  );
}
