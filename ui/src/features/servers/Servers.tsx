import { useState } from "react";
import { useText } from "../../i18n";
import type { ServerId } from "../../ipc/generated";
import { Button, Empty, FaultPanel, IconButton, Menu, MenuItem, Panes, PickList } from "../../kit";
import { useAction, useKept, useRoute, useSnapshot } from "../../state";
import { AddServer } from "./AddServer";
import { ServerPane } from "./ServerPane";
import { ServerRow } from "./ServerRow";

/** The Servers screen: which there are, and the one that was chosen. */
export function Servers() {
  const t = useText();
  const { route, go } = useRoute();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [last, setLast] = useKept<ServerId | null>("servers", null);
  const [adding, setAdding] = useState<"program" | "remote" | null>(null);
  const demo = useAction();

  const wanted = route.screen === "servers" ? route.server : undefined;
  const chosen =
    servers.find((server) => server.id === wanted) ??
    servers.find((server) => server.id === last) ??
    servers[0];
  const choose = (server: ServerId) => {
    setLast(server);
    go({ screen: "servers", server });
  };
  const addDemo = async () => {
    const saved = await demo.run("save_server", {
      settings: {
        name: t.servers.demoName,
        launch: { kind: "demo" },
        protocol: "auto",
        sampling: true,
        elicitation: true,
        sampling_tools: true,
      },
    });
    if (!saved) return;
    choose(saved.result);
    await demo.run("start_server", { id: saved.result });
  };
  // A failed start stands with the server itself; here only what kept it from being added.
  const fault = demo.fault && !servers.some((server) => server.state.name === "failed") && (
    <FaultPanel fault={demo.fault} />
  );
  const form = adding && (
    <AddServer
      kind={adding}
      onClose={() => setAdding(null)}
      onAdded={(id) => {
        setAdding(null);
        choose(id);
      }}
    />
  );

  if (!chosen) {
    return (
      <>
        <Empty
          icon="servers"
          title={t.servers.emptyTitle}
          action={
            <>
              <Button look="sign" icon="run" busy={demo.busy} onPress={() => void addDemo()}>
                {t.servers.tryDemo}
              </Button>
              <Button icon="plus" onPress={() => setAdding("program")}>
                {t.servers.addOwn}
              </Button>
              <Button icon="plus" onPress={() => setAdding("remote")}>
                {t.servers.addRemote}
              </Button>
              {fault}
            </>
          }
        >
          {t.servers.empty}
        </Empty>
        {form}
      </>
    );
  }
  return (
    <Panes
      title={t.app.servers}
      tools={
        <Menu
          label={t.servers.add}
          placement="bottom end"
          trigger={<IconButton small icon="plus" label={t.servers.add} />}
        >
          <MenuItem
            icon="log"
            note={t.servers.addProgramNote}
            onAction={() => setAdding("program")}
          >
            {t.servers.addProgram}
          </MenuItem>
          <MenuItem
            icon="servers"
            note={t.servers.addRemoteNote}
            onAction={() => setAdding("remote")}
          >
            {t.servers.addRemote}
          </MenuItem>
          <MenuItem icon="run" note={t.servers.addDemoNote} onAction={() => void addDemo()}>
            {t.servers.addDemo}
          </MenuItem>
        </Menu>
      }
      above={fault}
      list={
        <PickList
          label={t.servers.list}
          items={servers}
          keyOf={(server) => server.id}
          selected={chosen.id}
          onSelect={choose}
          estimate={84}
          row={(server) => <ServerRow server={server} />}
        />
      }
    >
      <ServerPane key={chosen.id} server={chosen} />
      {form}
    </Panes>
  );
}
