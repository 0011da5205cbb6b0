import { type FC, useEffect, useEffectEvent, useState } from "react";
import { Desk, useCardAtHand } from "../features/approvals";
import { useText } from "../i18n";
import { hasMod, isTyping, type Later, later } from "../kit";
import { type Screen, useRoute, useSnapshot } from "../state";
import css from "./App.module.css";
import { Sidebar } from "./Sidebar";
import { SessionBanner, StorageScreen } from "./StorageScreen";

/** The screens, in the order of the sidebar and of their keys. Only the desk is there from the start. */
export const screens: Record<Screen, FC | Later<object>> = {
  requests: Desk,
  servers: later(() => import("../features/servers").then((file) => file.Servers)),
  models: later(() => import("../features/models").then((file) => file.Models)),
  history: later(() => import("../features/history").then((file) => file.History)),
  settings: later(() => import("../features/settings").then((file) => file.Settings)),
};
const names = Object.keys(screens) as Screen[];

export const Shortcuts = later(() => import("./Shortcuts").then((file) => file.Shortcuts));

/** The sidebar, and beside it the screen. */
export function Frame() {
  const t = useText();
  const { route, go } = useRoute();
  const storage = useSnapshot((snapshot) => snapshot.storage);
  const [help, setHelp] = useState(false);
  useCardAtHand();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const screen = hasMod(event) ? names[Number(event.key) - 1] : undefined;
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

  const Chosen = screens[route.screen];
  const open = storage.kind === "kept" || storage.kind === "session_only";
  return (
    <div className={css.frame}>
      <Sidebar screens={names} onHelp={() => setHelp(true)} />
      {storage.kind === "session_only" && <SessionBanner />}
      <main className={css.screen} aria-label={t.app[route.screen]}>
        {open || route.screen === "settings" ? <Chosen /> : <StorageScreen storage={storage} />}
      </main>
      {help && <Shortcuts screens={names} onClose={() => setHelp(false)} />}
    </div>
  );
}
