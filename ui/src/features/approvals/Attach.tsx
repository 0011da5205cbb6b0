import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type {
  Called,
  CallView,
  Exchange,
  Message,
  ServerId,
  ServerPrompt,
  ServerView,
} from "../../ipc/generated";
import {
  Button,
  Dialog,
  FaultPanel,
  ListRow,
  Notice,
  PickList,
  PlainText,
  Spinner,
} from "../../kit";
import {
  expand,
  GotPrompt,
  GotResource,
  given,
  PromptFields,
  type TextArgument,
  variablesOf,
} from "../../parts";
import { isOf, useAction, useListing, useSnapshot, waits } from "../../state";
import css from "./Attach.module.css";
import { messagesFrom } from "./attach";

type More = Pick<Message, "role" | "content" | "meta">[];

/** That the server would like context added, and the way to add some of its own. */
export function ContextWish({
  exchange,
  server,
  onAttach,
}: {
  exchange: Exchange;
  server: ServerView | undefined;
  onAttach: (more: More) => void;
}) {
  const t = useText();
  const [choosing, setChoosing] = useState(false);
  const wish = exchange.asked.include_context;
  if (wish === "none") return null;
  const features = server?.state.name === "running" ? server.state.features : null;
  const has = features !== null && (features.prompts || features.resources);
  return (
    <>
      <Notice
        actions={
          has && (
            <Button small icon="plus" onPress={() => setChoosing(true)}>
              {t.requests.attach}
            </Button>
          )
        }
      >
        {wish === "this_server" ? t.requests.wishThis : t.requests.wishAll} {t.requests.wishNote}{" "}
        {!has && t.requests.attachNothing}
      </Notice>
      {choosing && server && features && (
        <Dialog
          title={t.requests.attachTitle(server.settings.name)}
          width={860}
          onClose={() => setChoosing(false)}
        >
          <Choice
            server={server.id}
            prompts={features.prompts}
            resources={features.resources}
            completes={features.completions}
            onAttach={(more) => {
              setChoosing(false);
              onAttach(more);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

/** What can be attached. A pattern becomes a resource once its variables have values. */
type Thing =
  | { kind: "resource" | "template"; name: string; title: string }
  | { kind: "prompt"; name: string; title: string; prompt: ServerPrompt };

const keyOf = (thing: Thing) => `${thing.kind} ${thing.name}`;

/** What the server lists of all kinds, as far as it has them. */
function useThings(
  server: ServerId,
  has: { prompts: boolean; resources: boolean },
): { things: Thing[]; waits: boolean } {
  const prompts = useListing(has.prompts ? server : null, "prompts");
  const resources = useListing(has.resources ? server : null, "resources");
  const things: Thing[] = [
    ...(resources.list?.resources ?? []).map((one) => ({
      kind: "resource" as const,
      name: one.uri,
      title: one.title ?? one.name,
    })),
    ...(resources.list?.templates ?? []).map((one) => ({
      kind: "template" as const,
      name: one.uri_template,
      title: one.title ?? one.name,
    })),
    ...(prompts.list?.prompts ?? []).map((prompt) => ({
      kind: "prompt" as const,
      name: prompt.name,
      title: prompt.title ?? prompt.name,
      prompt,
    })),
  ];
  const open = (one: { list: unknown; fault: unknown }) => one.list === null && one.fault === null;
  const waiting = (has.prompts && open(prompts)) || (has.resources && open(resources));
  return { things, waits: waiting };
}

function Choice({
  server,
  prompts,
  resources,
  completes,
  onAttach,
}: {
  server: ServerId;
  prompts: boolean;
  resources: boolean;
  completes: boolean;
  onAttach: (more: More) => void;
}) {
  const t = useText();
  const { things, waits: waiting } = useThings(server, { prompts, resources });
  const [key, setKey] = useState<string | null>(null);
  const thing = things.find((one) => keyOf(one) === key) ?? things[0];
  if (!thing) return waiting ? <Spinner /> : <p>{t.requests.attachNothing}</p>;
  return (
    <div className={css.choice}>
      <div className={css.list}>
        <PickList
          label={t.requests.attachList}
          items={things}
          keyOf={keyOf}
          selected={keyOf(thing)}
          onSelect={setKey}
          estimate={62}
          row={(one) => (
            <ListRow title={<PlainText>{one.title}</PlainText>}>
              <p>
                <PlainText>{one.kind === "prompt" ? t.requests.attachPrompt : one.name}</PlainText>
              </p>
            </ListRow>
          )}
        />
      </div>
      <Preview
        key={keyOf(thing)}
        server={server}
        thing={thing}
        completes={completes}
        onAttach={onAttach}
      />
    </div>
  );
}

/** What there is to fill in of it. */
function fieldsOf(thing: Thing): TextArgument[] {
  switch (thing.kind) {
    case "resource":
      return [];
    case "template":
      return variablesOf(thing.name).map((name) => ({ name, label: name, required: true }));
    case "prompt":
      return thing.prompt.arguments.map((one) => ({ ...one, label: one.title ?? one.name }));
  }
}

/** What is read or got, with these values. */
function calledAs(thing: Thing, values: Record<string, string>): Called {
  if (thing.kind !== "template") return { kind: thing.kind, name: thing.name };
  return { kind: "resource", name: expand(thing.name, values) };
}

/** Reads what was chosen, shows it whole, and only then lets it be attached. */
function Preview({
  server,
  thing,
  completes,
  onAttach,
}: {
  server: ServerId;
  thing: Thing;
  completes: boolean;
  onAttach: (more: More) => void;
}) {
  const t = useText();
  const get = useAction();
  const [values, setValues] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState(false);
  const fields = fieldsOf(thing);
  const missing = fields.some((one) => one.required && !values[one.name]);
  const called = calledAs(thing, values);
  const call = useSnapshot((snapshot) => snapshot.calls).findLast(
    (one) =>
      one.server === server && !(thing.kind === "template" && missing) && isOf(one.what, called),
  );
  const start = async () => {
    setAsked(true);
    if (missing || get.busy) return;
    if (thing.kind === "prompt") {
      await get.run("get_prompt", { server, prompt: thing.name, arguments: given(values) });
    } else await get.run("read_resource", { server, resource: called.name });
  };
  const more = call ? messagesFrom(call) : [];
  return (
    <section className={css.preview} aria-label={thing.title}>
      {thing.kind !== "resource" && (
        <PromptFields
          server={server}
          of={
            thing.kind === "prompt"
              ? { kind: "prompt", prompt: thing.name }
              : { kind: "template", uri_template: thing.name }
          }
          completes={completes}
          fields={fields}
          values={values}
          onChange={setValues}
          asked={asked}
          label={thing.title}
          onSubmit={() => void start()}
        />
      )}
      {thing.kind === "template" && (
        <p className={css.note}>
          {missing ? (
            t.parts.templateMissing
          ) : (
            <>
              {t.parts.templateUri} <code>{called.name}</code>
            </>
          )}
        </p>
      )}
      <div className={css.bar}>
        <Button
          icon="run"
          busy={get.busy || call?.state.name === "running"}
          onPress={() => void start()}
        >
          {call ? t.requests.attachReadAgain : t.requests.attachRead}
        </Button>
        <Button look="sign" isDisabled={more.length === 0} onPress={() => onAttach(more)}>
          {t.requests.attachThis}
        </Button>
      </div>
      {get.fault && <FaultPanel fault={get.fault} />}
      {call && <Given call={call} empty={more.length === 0} />}
    </section>
  );
}

function Given({ call, empty }: { call: CallView; empty: boolean }) {
  const t = useText();
  const f = useFormat();
  const asking = useSnapshot((snapshot) => snapshot.open).some(
    (exchange) => exchange.call === call.id && waits(exchange),
  );
  const { state } = call;
  switch (state.name) {
    case "running":
      return asking ? <Notice alert>{t.requests.attachAsks}</Notice> : null;
    case "failed":
      return <FaultPanel fault={state.fault} />;
    case "cancelled":
      return null;
    case "done":
      return (
        <>
          <p className={css.note}>
            {t.requests.attachReadAt(f.time(call.ended_at ?? call.started_at))}
          </p>
          {empty && <Notice tone="amber">{t.requests.attachEmpty}</Notice>}
          {call.what.kind === "prompt" ? (
            <GotPrompt result={state.result} />
          ) : (
            <GotResource result={state.result} />
          )}
        </>
      );
  }
}
