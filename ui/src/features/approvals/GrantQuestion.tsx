import { useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { Notice } from "../../kit";
import { GrantForm } from "../../parts";
import css from "./Card.module.css";

/** Asked on the card itself when a server may use no model yet, or no longer. */
export function GrantQuestion({
  server,
  onAnswered,
}: {
  server: ServerView;
  onAnswered: () => void;
}) {
  const t = useText();
  return (
    <section className={css.ask} aria-labelledby="grant-question">
      <h2 id="grant-question">{t.requests.grantQuestion(server.settings.name)}</h2>
      {server.changed && <Notice tone="amber">{t.requests.grantChanged}</Notice>}
      <GrantForm server={server.id} onSaved={onAnswered} />
      <p className={css.note}>{t.requests.grantOrHand}</p>
    </section>
  );
}
