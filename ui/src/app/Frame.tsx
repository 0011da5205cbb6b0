import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { Requests } from "../features/approvals";
import { History } from "../features/history";
import { Models } from "../features/models";
import { Servers } from "../features/servers";
import { useText } from "../i18n";
import { hasMod, isTyping } from "../kit";
import { type Screen, useRoute, useSnapshot } from "../state";
import css from "./App.module.css";
import { Shortcuts } from "./Shortcuts";
import { Sidebar } from "./Sidebar";
import { SessionBanner, StorageScreen } from "./StorageScreen";

/** The screens, in the order of the sidebar and of their keys. */
export const screens: readonly Screen[] = ["requests", "servers", "models", "history"];

function ScreenOf({ screen }: { screen: Screen }): ReactNode {
  switch (screen) {
    case "requests":
      return <Requests />;
    case "servers":
      return <Servers />;
    case "models":
      return <Models />;
    case "history":
      return <History />;
  }
}

/** The sidebar, and beside it the screen. */
export function Frame() {
  const t = useText();
  const { route, go } = useRoute();
  const storage = useSnapshot((snapshot) => snapshot.storage);
  const [help, setHelp] = useState(false);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const screen = hasMod(event) ? screens[Number(event.key) - 1] : undefined;
    if (screen) {
      event.preventDefault();
      go({ screen });
    } else if (event.key === "?" && !hasMod(event) && !isTyping(event.target)) {
      event.preventDefault();
      setHelp(true);
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  const open = storage.kind === "kept" || storage.kind === "session_only";
  return (
    <div className={css.frame}>
      <Sidebar screens={screens} onHelp={() => setHelp(true)} />
      {storage.kind === "session_only" && <SessionBanner />}
      <main className={css.screen} aria-label={t.app[route.screen]}>
        {open ? <ScreenOf screen={route.screen} /> : <StorageScreen storage={storage} />}
      </main>
      {help && <Shortcuts screens={screens} onClose={() => setHelp(false)} />}
    </div>
  );
}
