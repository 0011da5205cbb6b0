import { useText } from "../../i18n";

/** The History screen. */
export function History() {
  const t = useText();
  return <h1>{t.app.history}</h1>;
}
