import { useFormat, useText } from "../i18n";
import type { Progress } from "../ipc/generated";
import { PlainText, ProgressBar } from "../kit";
import css from "./parts.module.css";

/** How far a call is, as far as its server says. */
export function ProgressLine({ progress }: { progress: Progress }) {
  const t = useText();
  const f = useFormat();
  const { done, total, message } = progress;
  const known = total !== undefined && total > 0;
  const words = known ? t.parts.progress(f.number(done), f.number(total)) : f.number(done);
  return (
    <div className={css.progress}>
      <ProgressBar label={t.parts.progressOf} text={words} share={known ? done / total : null} />
      <p>
        {words}
        {message && (
          <>
            {" · "}
            <PlainText>{message}</PlainText>
          </>
        )}
      </p>
    </div>
  );
}
