import { useText } from "../../i18n";
import type { ServerSettings } from "../../ipc/generated";
import { Notice } from "../../kit";
import { Command } from "./Command";
import css from "./ServerFields.module.css";

/** What a person agrees to before a command that is new is kept, and so before it can ever run. */
export function Consent({ settings }: { settings: ServerSettings }) {
  const t = useText();
  const { launch } = settings;
  if (launch.kind === "demo") return null;
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
