import { type KeyboardEvent, useRef, useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { Empty, FaultPanel, FindField, Icon, Pane, PlainText } from "../../kit";
import { useAction, useSnapshot } from "../../state";
import css from "./Matrix.module.css";
import {
  type Access,
  accessOf,
  cellOf,
  isNothing,
  keyOf,
  type Line,
  linesOf,
  switched,
} from "./matrix";
import pages from "./Pages.module.css";

/** Where the arrow keys go from here; nothing for other keys. */
function moved(event: KeyboardEvent, rows: number, columns: number, at: [number, number]) {
  const [row, column] = at;
  const far = event.ctrlKey || event.metaKey;
  const to: Record<string, [number, number]> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [far ? 0 : row, 0],
    End: [far ? rows - 1 : row, columns - 1],
    PageUp: [row - 10, column],
    PageDown: [row + 10, column],
  };
  const next = to[event.key];
  if (!next) return null;
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return [within(next[0], rows), within(next[1], columns)] as const;
}

/** Which server may use which model: a line a model, a column a server, each cell at once. */
export function Matrix() {
  const t = useText();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const [words, setWords] = useState("");
  const save = useAction();
  const lines = linesOf(accounts, grants, words);
  const access = (server: ServerView) =>
    accessOf(server.changed ? undefined : grants.find((grant) => grant.server === server.id));
  const set = (server: ServerView, next: Access) => {
    if (isNothing(next)) return save.run("revoke_grant", { server: server.id });
    const { accounts: whole, ...rest } = next;
    return save.run("set_grant", {
      server: server.id,
      access: { ...rest, accounts: [...whole] },
    });
  };
  if (servers.length === 0 || accounts.length === 0) {
    return (
      <Empty icon="models" title={t.choice.matrix}>
        {t.choice.matrixEmpty}
      </Empty>
    );
  }
  return (
    <Pane
      label={t.choice.matrix}
      title={t.choice.matrix}
      lines={<p className={pages.note}>{t.choice.matrixNote}</p>}
      below={save.fault && <FaultPanel fault={save.fault} />}
    >
      <div className={css.tools}>
        <FindField label={t.models.find} value={words} onChange={setWords} />
      </div>
      <Grid
        lines={lines}
        servers={servers}
        access={access}
        onSwitch={(line, server) => void set(server, switched(line, access(server)))}
      />
    </Pane>
  );
}

function Grid({
  lines,
  servers,
  access,
  onSwitch,
}: {
  lines: readonly Line[];
  servers: readonly ServerView[];
  access: (server: ServerView) => Access;
  onSwitch: (line: Line, server: ServerView) => void;
}) {
  const t = useText();
  const grid = useRef<HTMLTableElement>(null);
  // By what they are, for lines and columns may come, go and change places.
  const [at, setAt] = useState<{ line: string; server: string } | null>(null);
  const row = lines.findIndex((line) => keyOf(line) === at?.line);
  const column = servers.findIndex((server) => server.id === at?.server);
  const here = [Math.max(row, 0), Math.max(column, 0)] as const;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(event, lines.length, servers.length, [here[0], here[1]]);
    if (!to) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`[data-cell="${to[0]} ${to[1]}"]`)?.focus();
  };
  return (
    <div className={css.scroll}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that the arrow keys move in
        role="grid"
        aria-label={t.choice.matrix}
        className={css.grid}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">{t.requests.model}</th>
            {servers.map((server) => (
              <th key={server.id} scope="col">
                <span title={server.settings.name}>
                  <PlainText>{server.settings.name}</PlainText>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, row) => (
            <tr key={keyOf(line)} className={line.kind === "model" ? undefined : css.account}>
              <th scope="row">
                <Head line={line} />
              </th>
              {servers.map((server, column) => (
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid
                // biome-ignore lint/a11y/useFocusableInteractive: what is in it has the focus
                <td key={server.id} role="gridcell">
                  <CellButton
                    line={line}
                    server={server}
                    access={access(server)}
                    place={[row, column]}
                    focused={row === here[0] && column === here[1]}
                    onFocus={() => setAt({ line: keyOf(line), server: server.id })}
                    onSwitch={() => onSwitch(line, server)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ line }: { line: Line }) {
  const t = useText();
  const f = useFormat();
  switch (line.kind) {
    case "here":
      return <>{t.choice.grantHere}</>;
    case "account":
      return (
        <>
          <PlainText>{t.choice.matrixWhole(line.view.account.name)}</PlainText>
          {line.hidden > 0 && (
            <>
              {" "}
              <small>{t.choice.matrixHidden(f.number(line.hidden))}</small>
            </>
          )}
        </>
      );
    case "model":
      return <code>{line.model.model}</code>;
  }
}

function CellButton({
  line,
  server,
  access,
  place,
  focused,
  onFocus,
  onSwitch,
}: {
  line: Line;
  server: ServerView;
  access: Access;
  place: [number, number];
  focused: boolean;
  onFocus: () => void;
  onSwitch: () => void;
}) {
  const t = useText();
  const { on, through, fixed } = cellOf(line, access);
  const what =
    line.kind === "here"
      ? t.choice.grantHere
      : line.kind === "account"
        ? t.choice.matrixWhole(line.view.account.name)
        : line.model.model;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input would need a label of its own in every cell
    <button
      type="button"
      role="checkbox"
      aria-checked={on}
      aria-disabled={fixed ? "true" : undefined}
      aria-label={t.choice.matrixCell(server.settings.name, what)}
      className={css.cell}
      data-cell={`${place[0]} ${place[1]}`}
      data-through={through}
      tabIndex={focused ? 0 : -1}
      onFocus={onFocus}
      onClick={() => {
        if (!fixed) onSwitch();
      }}
    >
      <span className={css.mark} aria-hidden="true">
        <Icon name="done" size={12} />
      </span>
    </button>
  );
}
