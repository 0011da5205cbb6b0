import { useState } from "react";
import { useText } from "../../i18n";
import type { Prompt } from "../../ipc/generated";
import { Diff, IconButton, Toggle } from "../../kit";
import css from "./Card.module.css";
import type { PromptDraft } from "./draft";
import { TextPart } from "./TextPart";

/** A prompt as it was asked, as it is being edited, and the way to edit it. */
export interface PromptProps {
  asked: Prompt;
  draft: PromptDraft;
  /** Changes the draft, from what it is by then. */
  edit: (change: (now: PromptDraft) => PromptDraft) => void;
}

/** The system prompt, to edit. */
export function SystemPrompt({ asked, draft, edit }: PromptProps) {
  const t = useText();
  const [diff, setDiff] = useState(false);
  if (draft.system === null) return null;
  const edited = draft.system !== (asked.system ?? "");
  return (
    <section className={css.sheet}>
      <h2 className={css.label}>
        {t.parts.system}
        <small>{asked.system === undefined ? t.requests.added : edited && t.requests.edited}</small>
        <span className={css.tools}>
          {edited && asked.system !== undefined && (
            <>
              <Toggle small on={diff} onChange={setDiff}>
                {t.requests.whatChanged}
              </Toggle>
              <IconButton
                small
                icon="undo"
                label={t.requests.revert}
                onPress={() => edit((now) => ({ ...now, system: asked.system ?? null }))}
              />
            </>
          )}
          <IconButton
            small
            icon="remove"
            label={t.requests.removeSystem}
            onPress={() => edit((now) => ({ ...now, system: null }))}
          />
        </span>
      </h2>
      {diff && edited ? (
        <Diff label={t.requests.whatChanged} before={asked.system ?? ""} after={draft.system} />
      ) : (
        <TextPart
          value={draft.system}
          label={t.requests.labelSystem}
          edited={edited}
          autoFocus={asked.system === undefined && draft.system === ""}
          onChange={(system) => edit((now) => ({ ...now, system }))}
        />
      )}
    </section>
  );
}
