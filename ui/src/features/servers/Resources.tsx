import type { ReactNode } from "react";
import { useFormat, useText } from "../../i18n";
import type { CallId, Features, Resource, ResourceTemplate, ServerView } from "../../ipc/generated";
import { Button, FaultPanel, Icon, Notice, PlainText, Spinner, Toggle } from "../../kit";
import { expand, PromptFields, variablesOf } from "../../parts";
import { isOf, useAction, useKept, useListing, useSnapshot } from "../../state";
import { Calls } from "./Calls";
import { ListFault } from "./Prompts";
import { Shelf } from "./Shelf";
import css from "./Tools.module.css";
import type { ServerActions } from "./useServer";

interface Props {
  server: ServerView;
  features: Features;
  actions: ServerActions;
}

/** A server's resources and the patterns of others, and the one that was chosen. */
export function Resources({ server, features, actions }: Props) {
  const t = useText();
  const { list, fault, again } = useListing(server.id, "resources");
  const [key, setKey] = useKept<string | null>(`resource ${server.id}`, null);
  if (fault) return <ListFault fault={fault} again={again} />;
  if (!list) return <Spinner />;
  if (list.resources.length + list.templates.length === 0) {
    return <p className={css.none}>{t.servers.resourcesNone}</p>;
  }
  return (
    <Shelf
      label={t.servers.resourceList}
      find={t.servers.findResource}
      all={t.servers.allResources}
      things={[
        ...list.templates.map((one) => ({
          key: one.uri_template,
          title: one.title ?? one.name,
          note: one.uri_template,
        })),
        ...list.resources.map((one) => ({
          key: one.uri,
          title: one.title ?? one.name,
          note: one.uri,
        })),
      ]}
      chosen={key}
      onChoose={setKey}
      above={list.more && <Notice>{t.servers.listMore}</Notice>}
    >
      {(chosen) => {
        const props = { server, features, actions };
        const resource = list.resources.find((one) => one.uri === chosen);
        if (resource) return <ResourcePane key={chosen} resource={resource} {...props} />;
        const template = list.templates.find((one) => one.uri_template === chosen);
        return template && <TemplatePane key={chosen} template={template} {...props} />;
      }}
    </Shelf>
  );
}

function ResourcePane({ resource, server, features, actions }: Props & { resource: Resource }) {
  const f = useFormat();
  const { uri, description, mime_type, size } = resource;
  const facts = [mime_type, size === undefined ? undefined : f.bytes(size)];
  const title = resource.title ?? resource.name;
  return (
    <section className={css.pane} aria-label={title}>
      <Head title={title} code={uri} description={description}>
        {facts.filter((fact) => fact !== undefined).join(" · ")}
      </Head>
      <Reading uri={uri} server={server} features={features} actions={actions} />
    </section>
  );
}

function TemplatePane({
  template,
  server,
  features,
  actions,
}: Props & { template: ResourceTemplate }) {
  const t = useText();
  const { uri_template, description, mime_type } = template;
  const [values, setValues] = useKept<Record<string, string>>(
    `template args ${server.id} ${uri_template}`,
    {},
  );
  const title = template.title ?? template.name;
  const names = variablesOf(uri_template);
  const uri = names.every((name) => values[name]) ? expand(uri_template, values) : null;
  return (
    <section className={css.pane} aria-label={title}>
      <Head title={title} code={uri_template} description={description}>
        {mime_type}
      </Head>
      <div className={css.enter}>
        <PromptFields
          server={server.id}
          of={{ kind: "template", uri_template }}
          completes={features.completions}
          fields={names.map((name) => ({ name, label: name, required: true }))}
          values={values}
          onChange={setValues}
          asked={false}
          label={t.servers.argumentsOf(title)}
          onSubmit={() => {}}
        />
      </div>
      {uri === null ? (
        <p className={css.note}>{t.parts.templateMissing}</p>
      ) : (
        <Reading key={uri} uri={uri} shown server={server} features={features} actions={actions} />
      )}
    </section>
  );
}

function Head({
  title,
  code,
  description,
  children,
}: {
  title: string;
  code: string;
  description: string | undefined;
  children: ReactNode;
}) {
  return (
    <header>
      <h3>
        <PlainText>{title}</PlainText>
        <code>
          <PlainText>{code}</PlainText>
        </code>
      </h3>
      {children && <p className={css.note}>{children}</p>}
      {description && (
        <p className={css.description}>
          <PlainText>{description}</PlainText>
        </p>
      )}
    </header>
  );
}

/** Reads a resource, follows it, and says when it changed since it was read. */
function Reading({ uri, shown, server, features, actions }: Props & { uri: string; shown?: true }) {
  const t = useText();
  const f = useFormat();
  const read = useAction();
  const follow = useAction();
  const [shownCall, setShownCall] = useKept<CallId | null>(
    `resource call ${server.id} ${uri}`,
    null,
  );
  const followed = server.followed.find((one) => one.uri === uri);
  const last = useSnapshot((snapshot) => snapshot.calls).findLast(
    (call) => call.server === server.id && isOf(call.what, { kind: "resource", name: uri }),
  );
  const updated = followed?.updated_at;
  const stale = updated !== undefined && updated > (last?.started_at ?? 0);
  const start = async () => {
    const begun = await read.run("read_resource", { server: server.id, resource: uri });
    if (begun) setShownCall(begun.result);
  };
  return (
    <>
      {shown && (
        <p className={css.note}>
          {t.parts.templateUri} <code>{uri}</code>
        </p>
      )}
      <div className={css.bar}>
        {features.updates && (
          <Toggle
            small
            on={followed !== undefined}
            onChange={(on) => void follow.run("follow_resource", { server: server.id, uri, on })}
          >
            {t.servers.follow}
          </Toggle>
        )}
        {updated !== undefined && (
          <span className={css.note} role="status">
            <Icon name="again" size={14} />{" "}
            {stale && last
              ? t.servers.updatedSince(f.time(updated))
              : t.servers.updated(f.time(updated))}
          </span>
        )}
        <Button look="sign" icon="run" busy={read.busy} onPress={() => void start()}>
          {last ? t.servers.readAgain : t.servers.read}
        </Button>
      </div>
      {read.fault && <FaultPanel fault={read.fault} />}
      {follow.fault && <FaultPanel fault={follow.fault} />}
      <Calls
        server={server}
        called={{ kind: "resource", name: uri }}
        actions={actions}
        shown={shownCall}
        onShow={setShownCall}
      />
    </>
  );
}
