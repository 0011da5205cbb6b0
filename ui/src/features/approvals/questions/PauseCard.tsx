import { useText } from "../../../i18n";
import type { CallView } from "../../../ipc/generated";
import { Button, FaultPanel, PlainText, useGuard } from "../../../kit";
import { calledOf, useAction } from "../../../state";
import card from "../Card.module.css";
import css from "./Question.module.css";

/** A call that asked many times and pauses until the person lets it go on. */
export function PauseCard({
  call,
  server,
  onDecided,
}: {
  call: CallView;
  /** What the person calls its server. */
  server: string;
  onDecided: (said: string) => void;
}) {
  const t = useText();
  const action = useAction();
  const rounds = call.state.name === "running" ? (call.state.paused ?? 0) : 0;
  const guard = useGuard(`${call.id} ${rounds}`);
  const run = (command: "go_on" | "cancel_call", said: string) =>
    guard.guarded(() => {
      if (action.busy) return;
      void action.run(command, { id: call.id }).then((done) => {
        if (done) onDecided(said);
      });
    });
  return (
    <article className={card.card} aria-labelledby="card-title">
      <header className={card.header}>
        <h1 id="card-title" tabIndex={-1}>
          <PlainText>{t.questions.pauseTitle(calledOf(call.what).name, rounds)}</PlainText>
        </h1>
        <p>
          <PlainText>{server}</PlainText>
        </p>
      </header>
      <div className={css.single}>
        <div className={css.body}>
          <p>{t.questions.pauseBody}</p>
          {action.fault && <FaultPanel fault={action.fault} />}
        </div>
      </div>
      <footer className={`${card.footer} ${card.late}`} data-ready={guard.ready}>
        <Button
          look="no"
          isDisabled={action.busy}
          onPress={() => run("cancel_call", t.questions.nowEnded)}
        >
          {t.questions.pauseEnd}
        </Button>
        <p>{t.questions.pauseNote}</p>
        <Button look="sign" busy={action.busy} onPress={() => run("go_on", t.questions.nowGoesOn)}>
          {t.questions.pauseGoOn}
        </Button>
      </footer>
    </article>
  );
}
