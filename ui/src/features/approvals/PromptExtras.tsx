import { useState } from "react";
import { useText } from "../../i18n";
import type { Prompt } from "../../ipc/generated";
import { Button, Diff, IconButton, Toggle } from "../../kit";
import { ContentBlock } from "../../parts";
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

/** The tools that the model may ask for: named, and removable together. */
export function PromptTools({ asked, draft, edit }: PromptProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  if (asked.tools.length === 0) return null;
  return (
    <section className={css.sheet}>
      <h2 className={css.label}>
        <Button
          look="quiet"
          small
          icon={open ? "down" : "right"}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {t.requests.tools(asked.tools.length)}
        </Button>
        <small>
          {draft.withTools
            ? asked.tool_choice && t.requests.toolChoice[asked.tool_choice]
            : t.requests.toolsRemoved}
        </small>
        <span className={css.tools}>
          <IconButton
            small
            icon={draft.withTools ? "remove" : "undo"}
            label={draft.withTools ? t.requests.removeTools : t.requests.putToolsBack}
            onPress={() => edit((now) => ({ ...now, withTools: !now.withTools }))}
          />
        </span>
      </h2>
      {open &&
        asked.tools.map((tool) => (
          <ContentBlock
            key={tool.name}
            content={{
              kind: "text",
              text: `${tool.name}\n${tool.description ?? ""}\n${JSON.stringify(tool.input_schema, null, 2)}`,
            }}
          />
        ))}
    </section>
  );
}
