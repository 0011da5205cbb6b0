import { useText } from "../../i18n";

/** The Models screen. */
export function Models() {
  const t = useText();
  return <h1>{t.app.models}</h1>;
}
