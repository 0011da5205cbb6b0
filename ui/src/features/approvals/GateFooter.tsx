import { type ReactNode, type RefObject, useState } from "react";
import { useText } from "../../i18n";
import type { Decision, Exchange } from "../../ipc/generated";
import { Button, FaultPanel } from "../../kit";
import css from "./Card.module.css";
import { useDraft } from "./drafts";
import { Refuse } from "./Refuse";
import { type Decide, useCardKeys } from "./useDecide";

/** The row of decisions at either gate: refuse, other ways, and at its end the one that signs. */
export function GateFooter({
  exchange,
  decision,
  paper,
  others,
  note,
  warn,
  sign,
  onSign,
  onDecided,
  again,
}: {
  exchange: Exchange;
  decision: Decide;
  /** Where the texts are, for the key that edits. */
  paper: RefObject<HTMLElement | null>;
  others: ReactNode;
  /** What a signature covers, or why there can be none. */
  note: ReactNode;
  warn: boolean;
  sign: ReactNode;
  onSign: () => void;
  onDecided: (said: string) => void;
  /** Asks anew for what is true. */
  again: () => void;
}) {
  const t = useText();
  const [draft, setDraft] = useDraft(exchange.id);
  const [refusing, setRefusing] = useState(false);
  useCardKeys({
    sign: onSign,
    refuse: () => setRefusing(true),
    edit: () => paper.current?.querySelector<HTMLElement>("[contenteditable=true]")?.focus(),
  });
  const refuse = () => {
    const reason = draft.reason.trim();
    const decided: Decision = { kind: "refuse", ...(reason === "" ? {} : { reason }) };
    decision.decide(decided, () => onDecided(t.requests.nowRefused(exchange.cause.server_name)));
  };
  return (
    <>
      {decision.fault && (
        <div className={css.fault}>
          <FaultPanel
            fault={decision.fault}
            actions={
              <Button
                small
                onPress={() => {
                  decision.dismiss();
                  again();
                }}
              >
                {t.requests.tooLate}
              </Button>
            }
          />
        </div>
      )}
      <footer className={`${css.footer} ${css.late}`} data-ready={decision.ready}>
        <Refuse
          exchange={exchange}
          open={refusing}
          onOpenChange={setRefusing}
          reason={draft.reason}
          onReason={(reason) => setDraft({ reason })}
          busy={decision.busy}
          onRefuse={refuse}
        />
        {others}
        <p data-warn={warn}>{note}</p>
        {sign}
      </footer>
    </>
  );
}
