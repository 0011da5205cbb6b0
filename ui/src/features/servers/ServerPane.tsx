import { useFormat, useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import {
  Button,
  FaultPanel,
  Pane,
  PaneFacts,
  PaneTabs,
  PlainText,
  StateWords,
  useNow,
} from "../../kit";
import { spendWords, useTotal } from "../../parts";
import { useKept } from "../../state";
import { Access } from "./Access";
import { Log } from "./Log";
import { Prompts } from "./Prompts";
import { Resources } from "./Resources";
import { Settings } from "./Settings";
import { Tools } from "./Tools";
import { type ServerActions, useServer } from "./useServer";
import { eraWords, otherProtocol, stateWord, toneOf } from "./words";

/** One server: how it is, and its parts. */
export function ServerPane({ server }: { server: ServerView }) {
  const t = useText();
  const actions = useServer(server);
  const [tab, setTab] = useKept("servers.tab", "tools");
  const { state, settings } = server;
  // Only what the server says that it has.
  const features = state.name === "running" ? state.features : null;
  const shown =
    (tab === "prompts" && !features?.prompts) || (tab === "resources" && !features?.resources)
      ? "tools"
      : tab;
  const failed = state.name === "failed";
  // A start that failed says why as the server's state.
  const fault = failed ? null : actions.action.fault;
  return (
    <Pane
      label={settings.name}
      title={<PlainText>{settings.name}</PlainText>}
      lines={<StateLine server={server} />}
      actions={<Buttons server={server} actions={actions} />}
      below={
        (failed || fault) && (
          <>
            {failed && (
              <FaultPanel
                fault={state.fault}
                actions={
                  <FaultActions
                    server={server}
                    actions={actions}
                    onLog={tab === "log" ? null : () => setTab("log")}
                    onSetup={tab === "settings" ? null : () => setTab("settings")}
                  />
                }
              />
            )}
            {fault && <FaultPanel fault={fault} />}
          </>
        )
      }
    >
      <PaneTabs
        label={t.servers.views}
        value={shown}
        onChange={setTab}
        tabs={[
          {
            key: "tools",
            text: t.servers.tabTools,
            panel: <Tools server={server} actions={actions} />,
          },
          ...(features?.prompts
            ? [
                {
                  key: "prompts",
                  text: t.servers.tabPrompts,
                  panel: <Prompts server={server} features={features} actions={actions} />,
                },
              ]
            : []),
          ...(features?.resources
            ? [
                {
                  key: "resources",
                  text: t.servers.tabResources,
                  panel: <Resources server={server} features={features} actions={actions} />,
                },
              ]
            : []),
          {
            key: "access",
            text: t.servers.tabAccess,
            panel: <Access server={server} onSettings={() => setTab("settings")} />,
          },
          { key: "log", text: t.servers.tabLog, panel: <Log server={server} /> },
          { key: "settings", text: t.servers.tabSettings, panel: <Settings server={server} /> },
        ]}
      />
    </Pane>
  );
}

function StateLine({ server }: { server: ServerView }) {
  const t = useText();
  const f = useFormat();
  const now = useNow(5000);
  const counted = useTotal({ text: "", server: server.id, states: [] });
  const spend = counted.name === "counted" ? counted.total.spend : null;
  const { state } = server;
  return (
    <PaneFacts>
      <StateWords live tone={toneOf(state)}>
        {stateWord(t, state)}
      </StateWords>
      {state.name === "failed" && <span>{t.servers.failedAt(f.time(state.at))}</span>}
      {state.name === "running" && (
        <>
          <span className="num">{t.servers.since(f.age(now - state.since))}</span>
          <span>{t.servers.speaks(eraWords(t, state.era), state.revision)}</span>
          {state.title !== "" && (
            <span>
              <PlainText>{t.servers.calls(state.title, state.version)}</PlainText>
            </span>
          )}
        </>
      )}
      {spend && spend.attempts > 0 && (
        <span className="num">
          {t.choice.spent}: {spendWords(t, f, spend)}
        </span>
      )}
    </PaneFacts>
  );
}

function Buttons({ server, actions }: { server: ServerView; actions: ServerActions }) {
  const t = useText();
  switch (server.state.name) {
    case "running":
      return (
        <Button icon="stop" onPress={() => void actions.stop()}>
          {t.servers.stop}
        </Button>
      );
    case "starting":
      return (
        <Button icon="close" onPress={() => void actions.stop()}>
          {t.servers.cancelStart}
        </Button>
      );
    case "stopping":
      return <Button busy>{t.servers.stopping}</Button>;
    case "stopped":
      return (
        <Button look="sign" icon="run" onPress={() => void actions.start()}>
          {t.servers.start}
        </Button>
      );
    case "failed":
      return null;
  }
}

function FaultActions({
  server,
  actions,
  onLog,
  onSetup,
}: {
  server: ServerView;
  actions: ServerActions;
  onLog: (() => void) | null;
  onSetup: (() => void) | null;
}) {
  const t = useText();
  const other = server.state.name === "failed" ? otherProtocol(server.state.fault, server) : null;
  return (
    <>
      {other && (
        <Button look="sign" icon="again" onPress={() => void actions.reconnect(other)}>
          {other === "modern" ? t.servers.useModern : t.servers.useLegacy}
        </Button>
      )}
      <Button look={other ? "plain" : "sign"} icon="again" onPress={() => void actions.start()}>
        {t.servers.startAgain}
      </Button>
      {onSetup && server.settings.launch.kind !== "demo" && (
        <Button icon="edit" onPress={onSetup}>
          {t.servers.changeSetup}
        </Button>
      )}
      {onLog && (
        <Button icon="log" onPress={onLog}>
          {t.servers.showLog}
        </Button>
      )}
    </>
  );
}
