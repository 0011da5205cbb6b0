import { useState } from "react";
import { useText } from "../../i18n";
import type { ToolChoice } from "../../ipc/generated";
import { Button, classes, IconButton, Notice, Select } from "../../kit";
import { ToolDefinition } from "../../parts";
import css from "./Card.module.css";
import { toolsOf } from "./draft";
import type { PromptProps } from "./PromptExtras";

const CHOICES = ["auto", "required", "none"] as const;
/** Nothing was said about the use of tools. */
const UNSAID = "unsaid";

/** The tools that the model may ask for: what each does and takes, each to be taken out or put back. */
export function PromptTools({ asked, draft, edit }: PromptProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const stuck = draft.toolChoice === "required" && toolsOf(draft, asked).length === 0;
  if (asked.tools.length === 0 && !stuck) return null;
  const out = draft.toolsOut.length;
  const setOut = (toolsOut: readonly string[]) => edit((now) => ({ ...now, toolsOut }));
  return (
    <section className={css.sheet}>
      <h2 className={css.label}>
        <Button
          look="quiet"
          small
          className={css.role ?? ""}
          icon={open ? "down" : "right"}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {t.requests.tools(asked.tools.length)}
        </Button>
        <small>
          {[
            ...(draft.toolChoice ? [t.requests.toolChoice[draft.toolChoice]] : []),
            ...(out > 0 ? [t.content.toolsOut(out)] : []),
          ].join(" · ")}
        </small>
        <span className={css.tools}>
          {asked.tools.length > 0 && (
            <IconButton
              small
              icon={out < asked.tools.length ? "remove" : "undo"}
              label={out < asked.tools.length ? t.requests.removeTools : t.requests.putToolsBack}
              onPress={() =>
                setOut(out < asked.tools.length ? asked.tools.map((tool) => tool.name) : [])
              }
            />
          )}
        </span>
      </h2>
      {stuck && <Notice tone="amber">{t.content.cannotTools}</Notice>}
      {(open || stuck) && <Choice asked={asked} draft={draft} edit={edit} />}
      {open && (
        <div className={css.stack}>
          {asked.tools.map((tool) => {
            const gone = draft.toolsOut.includes(tool.name);
            return (
              <div key={tool.name} className={classes(gone && css.gone)}>
                <ToolDefinition
                  tool={tool}
                  actions={
                    <IconButton
                      small
                      icon={gone ? "undo" : "remove"}
                      label={
                        gone ? t.content.putToolBack(tool.name) : t.content.removeTool(tool.name)
                      }
                      onPress={() =>
                        setOut(
                          gone
                            ? draft.toolsOut.filter((name) => name !== tool.name)
                            : [...draft.toolsOut, tool.name],
                        )
                      }
                    />
                  }
                />
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}

function Choice({ asked, draft, edit }: PromptProps) {
  const t = useText();
  const options: { key: string; text: string }[] = CHOICES.map((key) => ({
    key,
    text: t.requests.toolChoice[key],
  }));
  // To say nothing is a choice only where the server said nothing.
  if (asked.tool_choice === undefined) {
    options.unshift({ key: UNSAID, text: t.content.toolChoiceUnsaid });
  }
  return (
    <div className={css.choice}>
      <Select
        label={t.content.toolChoiceLabel}
        value={draft.toolChoice ?? UNSAID}
        options={options}
        onChange={(key) =>
          edit((now) => ({ ...now, toolChoice: key === UNSAID ? null : (key as ToolChoice) }))
        }
      />
    </div>
  );
}
