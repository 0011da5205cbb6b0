import { useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { Button, Notice } from "../../kit";
import { GrantForm } from "../../parts";
import css from "./Card.module.css";

/** Asked on the card itself when a server may use no model yet, or no longer. */
export function GrantQuestion({
  server,
  onSaved,
  onMyself,
}: {
  server: ServerView;
  onSaved: () => void;
  onMyself: () => void;
}) {
  const t = useText();
  return (
    <section className={css.ask} aria-labelledby="grant-question">
      <h2 id="grant-question">{t.requests.grantQuestion(server.settings.name)}</h2>
      {server.changed && <Notice tone="amber">{t.requests.grantChanged}</Notice>}
      <GrantForm server={server.id} onSaved={onSaved} />
      <p className={css.note}>
        {t.requests.grantOrHand}{" "}
        <Button look="link" onPress={onMyself}>
          {t.requests.answerMyself}
        </Button>
      </p>
    </section>
  );
}
