import { useText } from "../../i18n";

/** The Requests screen. */
export function Requests() {
  const t = useText();
  return <h1>{t.app.requests}</h1>;
}
