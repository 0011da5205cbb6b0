import { useText } from "../../i18n";
import { useSnapshot } from "../../state";
import { Appearance } from "./Appearance";
import { LimitsForm } from "./LimitsForm";
import css from "./Settings.module.css";

/** The Settings screen: how the window looks, and how much servers may ask for. */
export function Settings() {
  const t = useText();
  const storage = useSnapshot((snapshot) => snapshot.storage.kind);
  return (
    <div className={css.screen}>
      <div className={css.column}>
        <h1>{t.app.settings}</h1>
        <Appearance />
        {(storage === "kept" || storage === "session_only") && <LimitsForm />}
      </div>
    </div>
  );
}
