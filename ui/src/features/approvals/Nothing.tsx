import { useText } from "../../i18n";
import { Button, Empty, FaultPanel } from "../../kit";
import { serversIn, useAction, useRoute, useSnapshot } from "../../state";
import css from "./Requests.module.css";

/** An empty desk: what to do so that something comes to it. */
export function Nothing() {
  const t = useText();
  const { go } = useRoute();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const running = serversIn(servers, "running", "starting").length;
  const begin = useAction();

  const startDemo = async () => {
    const saved = await begin.run("save_server", {
      settings: {
        name: t.requests.demoName,
        launch: { kind: "demo" },
        protocol: "auto",
        sampling: true,
        elicitation: true,
        sampling_tools: true,
      },
    });
    if (!saved) return;
    const started = await begin.run("start_server", { id: saved.result });
    if (started) go({ screen: "servers", server: saved.result });
  };

  const isNew = servers.length === 0;
  return (
    <div className={css.nothing}>
      <h1 className="visually-hidden">{t.app.requests}</h1>
      <Empty
        icon="requests"
        title={t.requests.emptyTitle}
        action={
          isNew ? (
            <Button look="sign" icon="run" busy={begin.busy} onPress={startDemo}>
              {t.requests.startDemo}
            </Button>
          ) : (
            <Button onPress={() => go({ screen: "servers" })}>{t.requests.openServers}</Button>
          )
        }
      >
        {isNew
          ? t.requests.emptyNew
          : running > 0
            ? t.requests.emptyRunning(running)
            : t.requests.emptyStopped}
      </Empty>
      {isNew && begin.fault && <FaultPanel fault={begin.fault} />}
    </div>
  );
}
