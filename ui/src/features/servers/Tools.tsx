import { useState } from "react";
import { useText } from "../../i18n";
import type { ServerView, Tool } from "../../ipc/generated";
import { Button, classes, Empty, FindField, Icon, ListRow, PickList, PlainText } from "../../kit";
import { useKept } from "../../state";
import { ToolPane } from "./ToolPane";
import css from "./Tools.module.css";
import type { ServerActions } from "./useServer";

/** From so many tools on, a field narrows the list. */
const MANY = 10;

/** A server's tools, and the one that was chosen with its form. */
export function Tools({ server, actions }: { server: ServerView; actions: ServerActions }) {
  const t = useText();
  const [name, setName] = useKept<string | null>(`tool ${server.id}`, null);
  const [words, setWords] = useState("");

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

  const wanted = words.trim().toLowerCase();
  const shown = server.tools.filter((tool) =>
    `${tool.name} ${tool.title ?? ""} ${tool.description ?? ""}`.toLowerCase().includes(wanted),
  );
  const chosen = server.tools.find((tool) => tool.name === name);
  const tool = chosen ?? server.tools[0];
  return (
    <div className={classes(css.tools, chosen && css.inside)}>
      <div className={css.list}>
        {server.tools.length > MANY && (
          <FindField label={t.servers.findTool} value={words} onChange={setWords} />
        )}
        <div className={css.rows}>
          <PickList
            label={t.servers.toolList}
            items={shown}
            keyOf={(one) => one.name}
            selected={tool?.name ?? null}
            onSelect={setName}
            estimate={62}
            row={(one) => <ToolRow tool={one} />}
          />
          {shown.length === 0 && <p className={css.none}>{t.servers.toolsNoMatch}</p>}
        </div>
      </div>
      <div className={css.tool}>
        <div className={css.back}>
          <Button small look="quiet" onPress={() => setName(null)}>
            <Icon name="undo" size={14} /> {t.servers.allTools}
          </Button>
        </div>
        {tool && <ToolPane key={tool.name} server={server} tool={tool} actions={actions} />}
      </div>
    </div>
  );
}

function ToolRow({ tool }: { tool: Tool }) {
  return (
    <ListRow title={<PlainText>{tool.title ?? tool.name}</PlainText>}>
      {tool.description && (
        <p>
          <PlainText>{tool.description}</PlainText>
        </p>
      )}
    </ListRow>
  );
}
