import { useState } from "react";
import { useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { announce, Button, FaultPanel, IconButton, PlainText, Switch, TextField } from "../../kit";
import { useAction } from "../../state";
import css from "./Access.module.css";

/** The folders that a server is told it may work in. Each change is saved at once. */
export function Folders({ server }: { server: ServerView }) {
  const t = useText();
  const save = useAction();
  const [next, setNext] = useState("");
  const { roots, ...others } = server.settings;
  const keep = async (folders: string[] | undefined) => {
    const settings = { ...others, ...(folders ? { roots: folders } : {}) };
    const saved = await save.run("save_server", { id: server.id, settings });
    if (saved) announce(t.servers.saved);
    return saved !== undefined;
  };
  const add = async () => {
    const folder = next.trim();
    if (folder !== "" && (await keep([...(roots ?? []), folder]))) setNext("");
  };
  return (
    <section className={css.section} aria-label={t.servers.folders}>
      <h3>{t.servers.folders}</h3>
      <Switch
        on={roots !== undefined}
        onChange={(on) => void keep(on ? [] : undefined)}
        note={t.servers.foldersNote}
      >
        {t.servers.foldersTold}
      </Switch>
      {roots !== undefined && (
        <>
          {roots.length === 0 && <p className={css.none}>{t.servers.foldersNone}</p>}
          <ul className={css.folders}>
            {roots.map((folder) => (
              <li key={folder}>
                <code>
                  <PlainText>{folder}</PlainText>
                </code>
                <IconButton
                  icon="remove"
                  label={t.servers.folderRemove(folder)}
                  onPress={() => void keep(roots.filter((other) => other !== folder))}
                />
              </li>
            ))}
          </ul>
          <div className={css.add}>
            <TextField
              mono
              label={t.servers.folder}
              value={next}
              onChange={setNext}
              placeholder={t.servers.folderPlaceholder}
              onSubmit={() => void add()}
            />
            <Button
              icon="plus"
              busy={save.busy}
              isDisabled={next.trim() === ""}
              onPress={() => void add()}
            >
              {t.servers.folderAdd}
            </Button>
          </div>
        </>
      )}
      {save.fault && <FaultPanel fault={save.fault} />}
    </section>
  );
}
