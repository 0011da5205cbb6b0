import { useText } from "../../i18n";

/** The Servers screen. */
export function Servers() {
  const t = useText();
  return <h1>{t.app.servers}</h1>;
}
