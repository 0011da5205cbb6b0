import { I18nProvider } from "react-aria-components";
import { useLanguage, useText } from "../i18n";
import { Announcer, FaultPanel, Spinner } from "../kit";
import { RouteProvider, type Store, StoreProvider, useKnown } from "../state";
import css from "./App.module.css";
import { Frame } from "./Frame";

/** The window. */
export function App({ store }: { store: Store }) {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <StoreProvider store={store}>
        <RouteProvider>
          <Opened />
        </RouteProvider>
        <Announcer />
      </StoreProvider>
    </I18nProvider>
  );
}

function Opened() {
  const t = useText();
  const known = useKnown();
  switch (known.kind) {
    case "connecting":
      return (
        <main className={css.alone}>
          <Spinner /> {t.app.connecting}
        </main>
      );
    case "lost":
      return (
        <main className={css.alone}>
          <FaultPanel
            title={t.app.lostTitle}
            fault={{ message: t.app.lost, detail: known.fault.detail ?? known.fault.message }}
          />
        </main>
      );
    case "ready":
      return <Frame />;
  }
}
