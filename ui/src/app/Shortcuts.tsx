import { useText } from "../i18n";
import { Dialog, keyLabel } from "../kit";
import { type Screen, useSnapshot } from "../state";
import css from "./App.module.css";

/** Every key that does something. */
export function Shortcuts({
  screens,
  onClose,
}: {
  screens: readonly Screen[];
  onClose: () => void;
}) {
  const t = useText();
  const version = useSnapshot((snapshot) => snapshot.version);
  const everywhere: [string, string][] = [
    ...screens.map((screen, at): [string, string] => [
      t.app.keyScreen(t.app[screen]),
      keyLabel(`Mod+${at + 1}`),
    ]),
    [t.app.keyHelp, "?"],
  ];
  const requests: [string, string][] = [
    [t.app.keySign, keyLabel("Mod+Enter")],
    [t.app.keyRefuse, keyLabel("Backspace")],
    [t.app.keyNext, `J  ${keyLabel("Down")}`],
    [t.app.keyPrevious, `K  ${keyLabel("Up")}`],
    [t.app.keyEdit, "E"],
  ];
  return (
    <Dialog title={t.app.keys} onClose={onClose} width={460}>
      <Keys title={t.app.keysEverywhere} keys={everywhere} />
      <Keys title={t.app.keysRequests} keys={requests} />
      <p>{t.app.keysGuard}</p>
      <p className={css.version}>{t.app.version(version)}</p>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: [string, string][] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={css.keys}>
        {keys.map(([what, key]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
