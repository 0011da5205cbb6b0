import { useText } from "../../i18n";
import type { ServerSettings } from "../../ipc/generated";
import { Notice } from "../../kit";
import { Command } from "../../parts";
import css from "./ServerFields.module.css";

/** What a person agrees to before a command or URL that is new is kept, and so before its use. */
export function Consent({ settings }: { settings: ServerSettings }) {
  const t = useText();
  const { launch } = settings;
  if (launch.kind === "demo") return null;
  if (launch.kind === "remote") {
    return (
      <div className={css.consent}>
        <Notice tone="amber">
          <strong>{t.servers.consentRemote}</strong> {t.servers.consentRemoteNote}
        </Notice>
        <Command words={[launch.url]} />
        {launch.headers.length > 0 && (
          <p className={css.caption}>
            {t.servers.consentHeaders(launch.headers.map((header) => header.name).join(", "))}
          </p>
        )}
      </div>
    );
  }
  return (
    <div className={css.consent}>
      <Notice tone="amber">
        <strong>{t.servers.consent}</strong> {t.servers.consentNote}
      </Notice>
      <Command words={[launch.command, ...launch.args]} />
      <p className={css.caption}>
        {launch.cwd ? t.servers.consentFolder(launch.cwd) : t.servers.consentHome}
      </p>
      {launch.env.length > 0 && (
        <p className={css.caption}>
          {t.servers.consentVariables(launch.env.map((variable) => variable.name).join(", "))}
        </p>
      )}
    </div>
  );
}
