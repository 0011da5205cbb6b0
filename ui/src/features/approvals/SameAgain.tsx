import { useFormat, useText } from "../../i18n";
import type { Earlier, Reply } from "../../ipc/generated";
import { Button, Notice } from "../../kit";
import { ContentBlock } from "../../parts";
import css from "./Card.module.css";
import { same } from "./draft";

/** At the prompt gate: that the very same was answered and signed before, and the way to take that. */
export function SameAgain({
  earlier,
  busy,
  onFillIn,
}: {
  earlier: Earlier;
  busy: boolean;
  onFillIn: () => void;
}) {
  const t = useText();
  const f = useFormat();
  return (
    <section className={css.ask} aria-labelledby="same-again">
      <h2 id="same-again">{t.waiting.sameAgain(f.time(earlier.at))}</h2>
      <p className={css.note}>{t.waiting.sameAgainNote}</p>
      {earlier.reply.content.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was signed no longer changes
        <div key={at} className={css.static}>
          <ContentBlock content={block} />
        </div>
      ))}
      <div className={css.row}>
        <Button look="sign" busy={busy} onPress={onFillIn}>
          {t.waiting.fillIn}
        </Button>
      </div>
    </section>
  );
}

/** At the reply gate: where the words come from that are filled in. */
export function FilledIn({ earlier, said }: { earlier: Earlier; said: Reply }) {
  const t = useText();
  const f = useFormat();
  if (!same(said, earlier.reply)) return null;
  return <Notice>{t.waiting.filledIn(f.time(earlier.at))}</Notice>;
}
