import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { Rule, ServerView } from "../../ipc/generated";
import { announce, Button, Confirm, FaultPanel, Notice } from "../../kit";
import { GrantForm } from "../../parts";
import { useAction, useSnapshot } from "../../state";
import css from "./Access.module.css";
import { Folders } from "./Folders";

/** Which models a server may use, the rules that sign for it, and the folders that it is told. */
export function Access({ server, onSettings }: { server: ServerView; onSettings: () => void }) {
  const t = useText();
  const f = useFormat();
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const rules = useSnapshot((snapshot) => snapshot.rules);
  const grant = grants.find((one) => one.server === server.id);
  const own = rules.filter((rule) => rule.server === server.id);
  return (
    <div className={css.access}>
      {!server.settings.sampling && (
        <Notice
          tone="amber"
          actions={
            <Button small onPress={onSettings}>
              {t.servers.accessOffAction}
            </Button>
          }
        >
          {t.servers.accessOff}
        </Notice>
      )}
      {server.changed && <Notice tone="amber">{t.servers.accessChanged}</Notice>}
      {own.length > 0 && (
        <section className={css.section} aria-label={t.servers.rules}>
          <h3>{t.servers.rules}</h3>
          {own.map((rule) => (
            <RuleLine key={rule.id} rule={rule} />
          ))}
        </section>
      )}
      <section className={css.section}>
        <h3>{t.servers.accessWhich(server.settings.name)}</h3>
        <p className={css.note}>
          {t.servers.accessNote}{" "}
          {grant && !server.changed
            ? t.servers.accessSince(f.moment(grant.at))
            : t.servers.accessNone}
        </p>
        <GrantForm
          key={grant?.at ?? 0}
          server={server.id}
          onSaved={() => announce(t.servers.accessSaved)}
        />
        {grant && <Revoke server={server} />}
      </section>
      <Folders server={server} />
    </div>
  );
}

function RuleLine({ rule }: { rule: Rule }) {
  const t = useText();
  const f = useFormat();
  const end = useAction();
  return (
    <div className={css.rule}>
      <p>
        {t.servers.rule(rule.model.model)} <small>{t.servers.ruleSince(f.time(rule.at))}</small>
      </p>
      <Button small busy={end.busy} onPress={() => void end.run("revoke_rule", { id: rule.id })}>
        {t.servers.ruleRevoke}
      </Button>
      {end.fault && <FaultPanel fault={end.fault} />}
    </div>
  );
}

function Revoke({ server }: { server: ServerView }) {
  const t = useText();
  const revoke = useAction();
  const [asking, setAsking] = useState(false);
  return (
    <div className={css.revoke}>
      <Button look="no" busy={revoke.busy} onPress={() => setAsking(true)}>
        {t.servers.accessRevoke}
      </Button>
      {revoke.fault && <FaultPanel fault={revoke.fault} />}
      {asking && (
        <Confirm
          title={t.servers.revokeTitle(server.settings.name)}
          action={t.servers.revoke}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void revoke.run("revoke_grant", { server: server.id });
          }}
        >
          {t.servers.revokeBody}
        </Confirm>
      )}
    </div>
  );
}
