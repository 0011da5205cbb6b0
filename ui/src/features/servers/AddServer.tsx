import { useState } from "react";
import { useText } from "../../i18n";
import type { ServerId } from "../../ipc/generated";
import { Button, Dialog, useGuard } from "../../kit";
import { useAction, useBackend } from "../../state";
import { Consent } from "./Consent";
import { blank, problemsOf, type ServerDraft, settingsOf } from "./draft";
import { ServerFields } from "./ServerFields";

/** Adds a server: what it is, and then, before it is kept, exactly what will be run or asked. */
export function AddServer({
  kind,
  onClose,
  onAdded,
}: {
  kind: "program" | "remote";
  onClose: () => void;
  onAdded: (id: ServerId) => void;
}) {
  const t = useText();
  const backend = useBackend();
  const save = useAction();
  const [draft, setDraft] = useState<ServerDraft>({ ...blank, kind });
  const [asked, setAsked] = useState(0);
  const [consenting, setConsenting] = useState(false);
  // Its buttons appear under the finger that has just pressed the one before them.
  const { ready, guarded } = useGuard(consenting ? "consent" : "form");
  const problems = problemsOf(draft);

  const next = () => {
    setAsked(asked + 1);
    if (problems.length === 0) setConsenting(true);
  };
  const add = async (start: boolean) => {
    const saved = await save.run("save_server", { settings: settingsOf(draft) });
    if (!saved) return;
    onAdded(saved.result);
    // Why it did not start stands with the server from then on.
    if (start) await backend.call("start_server", { id: saved.result }).catch(() => undefined);
  };

  if (consenting) {
    return (
      <Dialog
        // Another dialog than the form: it is read from its top.
        key="consent"
        locked
        ready={ready}
        title={kind === "remote" ? t.servers.consentRemoteTitle : t.servers.consentTitle}
        fault={save.fault}
        onClose={onClose}
        footer={
          <>
            <Button look="quiet" onPress={() => setConsenting(false)}>
              {t.servers.back}
            </Button>
            <Button isDisabled={save.busy} onPress={() => guarded(() => void add(false))}>
              {t.servers.save}
            </Button>
            <Button look="sign" busy={save.busy} onPress={() => guarded(() => void add(true))}>
              {t.servers.saveStart}
            </Button>
          </>
        }
      >
        <Consent settings={settingsOf(draft)} />
      </Dialog>
    );
  }
  return (
    <Dialog
      locked={draft.line !== "" || draft.url !== ""}
      title={t.servers.addTitle}
      asked={asked}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onPress={onClose}>
            {t.kit.cancel}
          </Button>
          <Button look="sign" onPress={next}>
            {t.servers.next}
          </Button>
        </>
      }
    >
      <ServerFields
        autoFocus
        draft={draft}
        onChange={setDraft}
        problems={asked > 0 ? problems : problems.filter((problem) => problem === "quote")}
      />
    </Dialog>
  );
}
