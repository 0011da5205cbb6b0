import { useState } from "react";
import { useText } from "../i18n";
import type { FaultCode, Storage } from "../ipc/generated";
import { Button, Confirm, FaultPanel, Icon, Spinner } from "../kit";
import { useAction } from "../state";
import css from "./App.module.css";

/** Said as long as nothing is written to disk. What is open then stays until the person quits. */
export function SessionBanner() {
  const t = useText();
  return (
    <div className={css.banner} role="status">
      <Icon name="warning" />
      <p>{t.app.sessionOnly}</p>
    </div>
  );
}

/** In place of a screen, while there is nowhere to keep the history. */
export function StorageScreen({ storage }: { storage: Storage }) {
  const t = useText();
  if (storage.kind !== "unavailable") {
    return (
      <div className={css.waiting} role="status">
        <Spinner /> {t.app.storageOpening}
      </div>
    );
  }
  return (
    <div className={css.storage}>
      <h1 className="visually-hidden">{t.app.storageTitle}</h1>
      <FaultPanel
        title={t.app.storageTitle}
        fault={storage.fault}
        tone="amber"
        actions={<StorageActions code={storage.fault.code} />}
      />
      <p>{t.app.storageNote}</p>
    </div>
  );
}

function StorageActions({ code }: { code: FaultCode }) {
  const t = useText();
  const action = useAction();
  const [asking, setAsking] = useState(false);
  const unreadable = code === "history_unreadable";
  return (
    <>
      <Button look="sign" busy={action.busy} onPress={() => action.run("retry_storage")}>
        {t.app.tryAgain}
      </Button>
      <Button isDisabled={action.busy} onPress={() => action.run("use_session_only")}>
        {t.app.useSessionOnly}
      </Button>
      {unreadable && (
        <Button isDisabled={action.busy} onPress={() => setAsking(true)}>
          {t.app.setAside}
        </Button>
      )}
      {action.fault && <FaultPanel fault={action.fault} />}
      {asking && (
        <Confirm
          look="sign"
          title={t.app.setAsideTitle}
          action={t.app.setAside}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void action.run("set_history_aside");
          }}
        >
          {t.app.setAsideBody}
        </Confirm>
      )}
    </>
  );
}
