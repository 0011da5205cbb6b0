import { useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { Empty } from "../../kit";
import { useKept } from "../../state";
import { Shelf } from "./Shelf";
import { ToolPane } from "./ToolPane";
import css from "./Tools.module.css";
import type { ServerActions } from "./useServer";

/** A server's tools, and the one that was chosen with its form. */
export function Tools({ server, actions }: { server: ServerView; actions: ServerActions }) {
  const t = useText();
  const [name, setName] = useKept<string | null>(`tool ${server.id}`, null);
  if (server.state.name !== "running") {
    return (
      <Empty
        icon="tool"
        title={server.state.name === "starting" ? t.servers.starting : t.servers.toolsStoppedTitle}
      >
        {t.servers.toolsStopped}
      </Empty>
    );
  }
  if (server.tools.length === 0) return <p className={css.none}>{t.servers.toolsNone}</p>;
  return (
    <Shelf
      label={t.servers.toolList}
      find={t.servers.findTool}
      all={t.servers.allTools}
      things={server.tools.map((tool) => ({
        key: tool.name,
        title: tool.title ?? tool.name,
        note: tool.description,
      }))}
      chosen={name}
      onChoose={setName}
    >
      {(key) => {
        const tool = server.tools.find((one) => one.name === key);
        return tool && <ToolPane key={key} server={server} tool={tool} actions={actions} />;
      }}
    </Shelf>
  );
}
