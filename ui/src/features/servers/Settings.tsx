import { useState } from "react";
import { useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { announce, Button, Confirm, Dialog, FaultPanel, useGuard } from "../../kit";
import { useAction } from "../../state";
import { Consent } from "./Consent";
import { draftOf, needsConsent, problemsOf, type ServerDraft, settingsOf } from "./draft";
import { PatienceFields } from "./PatienceFields";
import { ServerFields } from "./ServerFields";
import css from "./Settings.module.css";

/** How a server is started and spoken to, and the way to remove it. */
export function Settings({ server }: { server: ServerView }) {
  const t = useText();
  const save = useAction();
  const [changed, setChanged] = useState<ServerDraft | null>(null);
  const [consenting, setConsenting] = useState<"save" | "start" | null>(null);
  // Its button appears under the finger that has just pressed the one before it.
  const { ready, guarded } = useGuard(consenting ?? "form");
  const draft = changed ?? draftOf(server.settings);
  const problems = problemsOf(draft);
  const stopped = server.state.name === "stopped" || server.state.name === "failed";

  const keep = async (start: boolean) => {
    setConsenting(null);
    const { id } = server;
    if (!(await save.run("save_server", { id, settings: settingsOf(draft) }))) return;
    setChanged(null);
    announce(t.servers.saved);
    if (!start) return;
    if (!stopped) await save.run("stop_server", { id });
    await save.run("start_server", { id });
  };
  const ask = (start: boolean) => {
    if (needsConsent(settingsOf(draft), server.settings)) setConsenting(start ? "start" : "save");
    else void keep(start);
  };

  return (
    <div className={css.settings}>
      <ServerFields draft={draft} onChange={setChanged} problems={problems} />
      {save.fault && server.state.name !== "failed" && <FaultPanel fault={save.fault} />}
      {changed && (
        <div className={css.bar}>
          <span>{stopped ? t.servers.unsaved : t.servers.nextStart}</span>
          <Button look="quiet" onPress={() => setChanged(null)}>
            {t.servers.discard}
          </Button>
          <Button isDisabled={problems.length > 0} busy={save.busy} onPress={() => ask(false)}>
            {t.servers.save}
          </Button>
          <Button
            look="sign"
            isDisabled={problems.length > 0 || save.busy}
            onPress={() => ask(true)}
          >
            {stopped ? t.servers.saveStart : t.servers.saveRestart}
          </Button>
        </div>
      )}
      <PatienceFields server={server} />
      <Remove server={server} />
      {consenting && (
        <Dialog
          ready={ready}
          title={draft.kind === "remote" ? t.servers.consentRemoteTitle : t.servers.consentTitle}
          onClose={() => setConsenting(null)}
          footer={
            <>
              <Button look="quiet" onPress={() => setConsenting(null)}>
                {t.servers.back}
              </Button>
              <Button look="sign" onPress={() => guarded(() => void keep(consenting === "start"))}>
                {consenting === "save"
                  ? t.servers.save
                  : stopped
                    ? t.servers.saveStart
                    : t.servers.saveRestart}
              </Button>
            </>
          }
        >
          <Consent settings={settingsOf(draft)} />
        </Dialog>
      )}
    </div>
  );
}

function Remove({ server }: { server: ServerView }) {
  const t = useText();
  const remove = useAction();
  const [asking, setAsking] = useState(false);
  return (
    <section className={css.remove}>
      <div>
        <h3>{t.servers.removeSection}</h3>
        <p>{t.servers.removeNote}</p>
      </div>
      <Button look="no" icon="remove" busy={remove.busy} onPress={() => setAsking(true)}>
        {t.servers.remove}
      </Button>
      {remove.fault && <FaultPanel fault={remove.fault} />}
      {asking && (
        <Confirm
          title={t.servers.removeTitle(server.settings.name)}
          action={t.kit.remove}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void remove.run("remove_server", { id: server.id });
          }}
        >
          {t.servers.removeBody}
        </Confirm>
      )}
    </section>
  );
}
