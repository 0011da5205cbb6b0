import { useEffect, useState } from "react";
import { type Text, useText } from "../../../i18n";
import type { ExchangeDetail, ModelRef, Summary } from "../../../ipc/generated";
import { Button, Dialog, PlainText, useGuard } from "../../../kit";
import { toModel } from "../../../parts";
import { useAction, useBackend } from "../../../state";
import { type Draft, draftOf, nothing, obstacle, unseenOf } from "../draft";
import { useDrafts } from "../drafts";
import css from "./Question.module.css";
import { type Group, promptsOf } from "./round";

/** Shows what would be signed, one by one, and signs it: each through a decision of its own. */
export function SignRound({
  group,
  onClose,
  onSigned,
}: {
  group: Group;
  onClose: () => void;
  onSigned: (said: string) => void;
}) {
  const t = useText();
  const action = useAction();
  const prompts = promptsOf(group);
  const details = useDetails(prompts);
  const drafts = useDrafts();
  const hindrances = prompts.map(({ id }) =>
    hindranceOf(t, details[id], drafts.get(id) ?? nothing),
  );
  const free = hindrances.every((hindrance) => hindrance === null);
  const guard = useGuard(`${group.call} ${group.number} ${free}`);

  const sign = async () => {
    for (const prompt of prompts) {
      const detail = details[prompt.id];
      const model = detail && bestOf(detail);
      if (!detail || !model) return;
      const { id, events } = detail.exchange;
      const decision = { kind: "sign_prompt", target: toModel(model), span: "once" } as const;
      const signed = await action.run("decide_exchange", { id, seen: events, decision });
      // What is signed already stays signed; the rest waits as it did.
      if (!signed) return;
    }
    onSigned(t.questions.nowAllSigned(prompts.length));
    onClose();
  };
  return (
    <Dialog
      title={t.questions.signAllTitle(prompts.length)}
      fault={action.fault}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onPress={onClose}>
            {t.kit.cancel}
          </Button>
          <Button
            look="sign"
            busy={action.busy}
            isDisabled={!free || !guard.ready}
            onPress={() => guard.guarded(() => void sign())}
          >
            {t.questions.signAll(prompts.length)}
          </Button>
        </>
      }
    >
      <p>{t.questions.signAllBody}</p>
      <ol className={css.list}>
        {prompts.map((prompt, at) => (
          <Prompt
            key={prompt.id}
            summary={prompt}
            detail={details[prompt.id]}
            hindrance={hindrances[at] ?? null}
          />
        ))}
      </ol>
    </Dialog>
  );
}

/** The exchanges in full, as they are when the list opens. One that moves on is refused by then. */
function useDetails(prompts: readonly Summary[]): Record<string, ExchangeDetail> {
  const backend = useBackend();
  const [details, setDetails] = useState<Record<string, ExchangeDetail>>({});
  const ids = prompts.map((prompt) => prompt.id).join(" ");
  useEffect(() => {
    let wanted = true;
    for (const id of ids.split(" ")) {
      backend.call("get_exchange", { id }).then(
        (detail) => {
          if (wanted) setDetails((before) => ({ ...before, [id]: detail }));
        },
        // Without it there is nothing that could be signed, and the list says so.
        () => {},
      );
    }
    return () => {
      wanted = false;
    };
  }, [backend, ids]);
  return details;
}

/** The model that is proposed, if one can take the prompt. */
function bestOf(detail: ExchangeDetail): ModelRef | undefined {
  return detail.desk?.offers.ranking.candidates[0]?.model;
}

/** One prompt of the list: what it is, who would write, and what keeps it from being signed here. */
function Prompt({
  summary,
  detail,
  hindrance,
}: {
  summary: Summary;
  detail: ExchangeDetail | undefined;
  hindrance: string | null;
}) {
  const t = useText();
  return (
    <li>
      <b>
        <PlainText>{(detail && bestOf(detail)?.model) ?? t.questions.noModelYet}</PlainText>
      </b>
      <p>
        <PlainText>{summary.preview.replaceAll(/\s+/g, " ")}</PlainText>
      </p>
      <span data-bad={hindrance !== null}>{hindrance ?? t.questions.seen}</span>
    </li>
  );
}

function hindranceOf(t: Text, detail: ExchangeDetail | undefined, draft: Draft): string | null {
  if (!detail) return t.questions.reading;
  const { exchange } = detail;
  if (exchange.state.name !== "prompt_review") return t.questions.movedOn;
  if (draft.prompt !== null || draft.model !== null) return t.questions.edited;
  if (obstacle(exchange.asked) !== null) return t.questions.cannotGo;
  if (!bestOf(detail)) return t.questions.noModel;
  return unseenOf(draftOf(exchange.asked), draft.seen).length > 0 ? t.questions.notSeen : null;
}
