import type { ReactNode } from "react";
import { useFormat, useText } from "../i18n";
import { Dot, Icon, IconButton, Mark } from "../kit";
import { type Screen, serversIn, useRoute, useSnapshot, waitingCount } from "../state";
import css from "./App.module.css";

/** The way between the screens, and how the servers are. The settings have their place at the foot. */
export function Sidebar({ screens, onHelp }: { screens: readonly Screen[]; onHelp: () => void }) {
  const t = useText();
  const f = useFormat();
  const waiting = useSnapshot(waitingCount);
  return (
    <nav aria-label={t.app.screens}>
      <div className={css.brand}>
        <Mark />
        <span>Countersign</span>
      </div>
      {screens
        .filter((screen) => screen !== "settings")
        .map((screen) => (
          <ScreenLink key={screen} screen={screen}>
            {screen === "requests" && waiting > 0 && (
              <b className={`${css.badge} num`}>
                <span aria-hidden="true">
                  {waiting > 999 ? `${f.number(999)}+` : f.number(waiting)}
                </span>
                <span className="visually-hidden">{t.app.waiting(waiting)}</span>
              </b>
            )}
          </ScreenLink>
        ))}
      <div className={css.foot}>
        <ServerCounts />
        <div className={css.tools}>
          <ScreenLink screen="settings" />
          <IconButton small icon="help" label={t.app.keys} onPress={onHelp} />
        </div>
      </div>
    </nav>
  );
}

function ScreenLink({ screen, children }: { screen: Screen; children?: ReactNode }) {
  const t = useText();
  const { route, go } = useRoute();
  return (
    <button
      type="button"
      className={css.link}
      title={t.app[screen]}
      aria-current={route.screen === screen ? "page" : undefined}
      onClick={() => go({ screen })}
    >
      <Icon name={screen} />
      <span>{t.app[screen]}</span>
      {children}
    </button>
  );
}

function ServerCounts() {
  const t = useText();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const running = serversIn(servers, "running").length;
  const failed = serversIn(servers, "failed").length;
  const stopped = serversIn(servers, "stopped").length;
  return (
    <div className={css.counts}>
      {running > 0 && (
        <span>
          <Dot tone="leaf" />
          {t.app.running(running)}
        </span>
      )}
      {failed > 0 && (
        <span>
          <Dot tone="rose" />
          {t.app.failed(failed)}
        </span>
      )}
      {stopped > 0 && (
        <span>
          <Dot />
          {t.app.stopped(stopped)}
        </span>
      )}
    </div>
  );
}
