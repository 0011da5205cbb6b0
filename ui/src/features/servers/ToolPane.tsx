import { useState } from "react";
import { useText } from "../../i18n";
import type { CallId, ServerView, Tool } from "../../ipc/generated";
import { Button, FaultPanel, hasMod, PlainText, Segmented } from "../../kit";
import { argumentsOf, useAction, useKept } from "../../state";
import { type ArgsDraft, argsFrom, argsOf, read, switched } from "./args";
import { Calls } from "./Calls";
import { fieldsOf } from "./schema";
import { ToolForm } from "./ToolForm";
import css from "./Tools.module.css";
import type { ServerActions } from "./useServer";

/** One tool: what it does, its arguments, and what its runs gave. */
export function ToolPane({
  server,
  tool,
  actions,
}: {
  server: ServerView;
  tool: Tool;
  actions: ServerActions;
}) {
  const t = useText();
  const run = useAction();
  const fields = fieldsOf(tool.input_schema);
  const key = `${server.id} ${tool.name}`;
  const [kept, setDraft] = useKept<ArgsDraft | null>(`args ${key}`, null);
  const [shown, setShown] = useKept<CallId | null>(`call ${key}`, null);
  const [asked, setAsked] = useState(false);
  const draft = kept ?? argsOf(fields);
  const { args, wrong } = read(draft, fields);

  const start = async () => {
    setAsked(true);
    if (Object.keys(wrong).length > 0 || run.busy) return;
    const begun = await run.run("run_tool", {
      server: server.id,
      tool: tool.name,
      arguments: args,
    });
    if (begun) setShown(begun.result);
  };
  return (
    <section
      className={css.pane}
      aria-label={tool.title ?? tool.name}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !hasMod(event.nativeEvent)) return;
        event.preventDefault();
        void start();
      }}
    >
      <header>
        <h3>
          <PlainText>{tool.title ?? tool.name}</PlainText>
          {tool.title && tool.title !== tool.name && <code>{tool.name}</code>}
        </h3>
        {tool.description && (
          <p className={css.description}>
            <PlainText>{tool.description}</PlainText>
          </p>
        )}
      </header>
      <div className={css.enter}>
        <ToolForm
          tool={tool}
          fields={fields}
          draft={draft}
          onChange={setDraft}
          wrong={asked || draft.mode === "json" ? wrong : withoutMissing(wrong)}
        />
        {run.fault && <FaultPanel fault={run.fault} />}
        <div className={css.bar}>
          {fields.length > 0 && (
            <Segmented
              label={t.servers.argumentsView}
              value={draft.mode}
              onChange={(mode) => {
                const next = switched(draft, mode === "json" ? "json" : "form");
                if (next) setDraft(next);
              }}
              options={[
                { key: "form", text: t.servers.form },
                { key: "json", text: t.servers.json },
              ]}
            />
          )}
          <Button
            look="sign"
            icon="run"
            keys="Mod+Enter"
            busy={run.busy}
            onPress={() => void start()}
          >
            {t.servers.run}
          </Button>
        </div>
      </div>
      <Calls
        server={server}
        called={{ kind: "tool", name: tool.name }}
        actions={actions}
        shown={shown}
        onShow={setShown}
        onReuse={(what) => setDraft(argsFrom(argumentsOf(what), draft.mode))}
      />
    </section>
  );
}

/** Before the first try nobody is told that fields are empty. */
function withoutMissing<T>(wrong: Record<string, T | "missing">): Record<string, T> {
  return Object.fromEntries(
    Object.entries(wrong).filter(([, what]) => what !== "missing"),
  ) as Record<string, T>;
}
