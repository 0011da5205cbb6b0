import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { AccountId, Program } from "../../ipc/generated";
import { Button, Dialog, Notice, PlainText } from "../../kit";
import { lineOf } from "../../parts";
import { useAction } from "../../state";
import css from "./Models.module.css";
import { TRIAL } from "./program";

/** How a program is asked, and what it may do beside answering. */
export function ProgramFacts({ program }: { program: Program }) {
  const t = useText();
  const f = useFormat();
  return (
    <>
      <p className={css.address}>
        {t.models.programGoes(f.number(program.seconds))}
        <code className={css.line}>
          <PlainText>{lineOf([program.command, ...program.args])}</PlainText>
        </code>
      </p>
      <Notice tone="amber">{t.models.programWarning}</Notice>
    </>
  );
}

/** Runs the program once, when a person presses it, and shows what it answers. */
export function TryProgram({ id, name }: { id: AccountId; name: string }) {
  const t = useText();
  const run = useAction();
  const [answer, setAnswer] = useState<string | null>(null);
  const close = () => {
    setAnswer(null);
    run.dismiss();
  };
  return (
    <>
      <Button
        busy={run.busy}
        onPress={async () => {
          const said = await run.run("try_program", { id });
          if (said) setAnswer(said.result);
        }}
      >
        {t.models.programTry}
      </Button>
      {(answer !== null || run.fault) && (
        <Dialog title={t.models.programTried(name)} fault={run.fault} onClose={close}>
          <p className={css.asked}>{t.models.programAsked(TRIAL)}</p>
          {answer !== null && (
            <p className={css.answer}>
              <PlainText>{answer}</PlainText>
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
