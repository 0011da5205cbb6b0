import { useState } from "react";
import { useText } from "../../i18n";
import type { CallId, Features, ServerPrompt, ServerView } from "../../ipc/generated";
import { Button, FaultPanel, Notice, PlainText, Spinner } from "../../kit";
import { given, PromptFields } from "../../parts";
import { useAction, useKept, useListing } from "../../state";
import { Calls } from "./Calls";
import { Shelf } from "./Shelf";
import css from "./Tools.module.css";
import type { ServerActions } from "./useServer";

/** A server's prompts, and the one that was chosen with its form. */
export function Prompts({
  server,
  features,
  actions,
}: {
  server: ServerView;
  features: Features;
  actions: ServerActions;
}) {
  const t = useText();
  const { list, fault, again } = useListing(server.id, "prompts");
  const [name, setName] = useKept<string | null>(`prompt ${server.id}`, null);
  if (fault) return <ListFault fault={fault} again={again} />;
  if (!list) return <Spinner />;
  if (list.prompts.length === 0) return <p className={css.none}>{t.servers.promptsNone}</p>;
  return (
    <Shelf
      label={t.servers.promptList}
      find={t.servers.findPrompt}
      all={t.servers.allPrompts}
      things={list.prompts.map((prompt) => ({
        key: prompt.name,
        title: prompt.title ?? prompt.name,
        note: prompt.description,
      }))}
      chosen={name}
      onChoose={setName}
      above={list.more && <Notice>{t.servers.listMore}</Notice>}
    >
      {(key) => {
        const prompt = list.prompts.find((one) => one.name === key);
        return (
          prompt && (
            <PromptPane
              key={key}
              server={server}
              prompt={prompt}
              completes={features.completions}
              actions={actions}
            />
          )
        );
      }}
    </Shelf>
  );
}

/** That a list did not come, and the way to ask for it again. */
export function ListFault({
  fault,
  again,
}: {
  fault: Parameters<typeof FaultPanel>[0]["fault"];
  again: () => void;
}) {
  const t = useText();
  return (
    <FaultPanel
      fault={fault}
      actions={
        <Button small icon="again" onPress={again}>
          {t.servers.listAgain}
        </Button>
      }
    />
  );
}

function PromptPane({
  server,
  prompt,
  completes,
  actions,
}: {
  server: ServerView;
  prompt: ServerPrompt;
  completes: boolean;
  actions: ServerActions;
}) {
  const t = useText();
  const get = useAction();
  const [values, setValues] = useKept<Record<string, string>>(
    `prompt args ${server.id} ${prompt.name}`,
    {},
  );
  const [shown, setShown] = useKept<CallId | null>(`prompt call ${server.id} ${prompt.name}`, null);
  const [asked, setAsked] = useState(false);
  const title = prompt.title ?? prompt.name;
  const missing = prompt.arguments.some((one) => one.required && !values[one.name]);
  const start = async () => {
    setAsked(true);
    if (missing || get.busy) return;
    const begun = await get.run("get_prompt", {
      server: server.id,
      prompt: prompt.name,
      arguments: given(values),
    });
    if (begun) setShown(begun.result);
  };
  return (
    <section className={css.pane} aria-label={title}>
      <header>
        <h3>
          <PlainText>{title}</PlainText>
          {title !== prompt.name && <code>{prompt.name}</code>}
        </h3>
        {prompt.description && (
          <p className={css.description}>
            <PlainText>{prompt.description}</PlainText>
          </p>
        )}
      </header>
      <div className={css.enter}>
        <PromptFields
          server={server.id}
          of={{ kind: "prompt", prompt: prompt.name }}
          completes={completes}
          fields={prompt.arguments.map((one) => ({ ...one, label: one.title ?? one.name }))}
          values={values}
          onChange={setValues}
          asked={asked}
          label={t.servers.argumentsOf(title)}
          onSubmit={() => void start()}
        />
        {get.fault && <FaultPanel fault={get.fault} />}
        <div className={css.bar}>
          <Button look="sign" icon="run" busy={get.busy} onPress={() => void start()}>
            {t.servers.getPrompt}
          </Button>
        </div>
      </div>
      <Calls
        server={server}
        called={{ kind: "prompt", name: prompt.name }}
        actions={actions}
        shown={shown}
        onShow={setShown}
        onReuse={(what) => {
          if (what.kind === "prompt") setValues(what.arguments);
        }}
      />
    </section>
  );
}
