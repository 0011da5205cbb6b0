import { useState } from "react";
import { useFormat, useText } from "../../../i18n";
import { Button, Confirm, FaultPanel, useNow } from "../../../kit";
import { useAction, useBackend } from "../../../state";
import css from "./Question.module.css";
import { type Group, promptsOf, STATE_LASTS } from "./round";
import { SignRound } from "./SignRound";

/** What stands above each card of a round: which round it is, and what can be done with all of it. */
export function RoundBar({ group, onDone }: { group: Group; onDone: (said: string) => void }) {
  const t = useText();
  const f = useFormat();
  const now = useNow(5000);
  const [asking, setAsking] = useState<"sign" | "refuse" | null>(null);
  const refusing = useRefuseRound(group);
  const until = group.arrivedAt + STATE_LASTS;
  const prompts = promptsOf(group);
  return (
    <section className={css.round} aria-label={t.questions.round(group.number, group.of)}>
      <p>
        {t.questions.round(group.number, group.of)}
        {group.arrivedAt > 0 && (
          <small>
            {until > now
              ? t.questions.lastsUntil(f.time(until))
              : t.questions.lasted(f.time(until))}
          </small>
        )}
      </p>
      {prompts.length > 1 && (
        <Button small onPress={() => setAsking("sign")}>
          {t.questions.signAll(prompts.length)}
        </Button>
      )}
      <Button small look="no" busy={refusing.busy} onPress={() => setAsking("refuse")}>
        {t.questions.refuseRound}
      </Button>
      {refusing.fault && <FaultPanel fault={refusing.fault} />}
      {asking === "sign" && (
        <SignRound group={group} onClose={() => setAsking(null)} onSigned={onDone} />
      )}
      {asking === "refuse" && (
        <Confirm
          title={t.questions.refuseRoundTitle}
          action={t.questions.refuseRoundNow}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            void refusing.refuse().then((done) => {
              if (done) onDone(t.questions.nowRoundRefused(group.server));
            });
          }}
        >
          {t.questions.refuseRoundBody}
        </Confirm>
      )}
    </section>
  );
}

/**
 * Refuses a round: one refused request ends the call, and with it all others. Where no request for
 * a completion waits, the call is cancelled, since a question can only be answered.
 */
function useRefuseRound(group: Group) {
  const action = useAction();
  const backend = useBackend();
  const refuse = async (): Promise<boolean> => {
    const first = group.items.find(
      (item) =>
        item.kind === "exchange" &&
        (item.exchange.state.name === "prompt_review" ||
          item.exchange.state.name === "reply_review"),
    );
    if (first?.kind !== "exchange") {
      return (await action.run("cancel_call", { id: group.call })) !== undefined;
    }
    const { id } = first.exchange;
    const { exchange } = await backend.call("get_exchange", { id });
    const decision = { kind: "refuse" } as const;
    const refused = await action.run("decide_exchange", { id, seen: exchange.events, decision });
    return refused !== undefined;
  };
  return { refuse, busy: action.busy, fault: action.fault };
}
