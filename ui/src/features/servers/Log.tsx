import { useEffect, useEffectEvent, useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { Fault, LogLevel, LogLine, ServerId, ServerView } from "../../ipc/generated";
import { CopyButton, FaultPanel, FindField, PlainText, Select, VirtualList } from "../../kit";
import { toFault, useBackend, useEvents } from "../../state";
import { joined } from "./joined";
import css from "./Log.module.css";
import { LEVELS, reaches } from "./levels";

/** How many lines are kept here, as the engine keeps them. */
const LINES = 2000;

/** A line with a name of its own, so that it stays itself when older ones go. */
interface Numbered {
  key: number;
  line: LogLine;
}

interface Known {
  /** The key of the next line. */
  next: number;
  lines: Numbered[];
  /** What was heard of while the log was asked for; `null` once it is here. */
  heard: LogLine[] | null;
}

function grown(from: Known, more: readonly LogLine[]): Known {
  const added = more.map((line, at) => ({ key: from.next + at, line }));
  return {
    next: from.next + more.length,
    lines: [...from.lines, ...added].slice(-LINES),
    heard: null,
  };
}

function useLog(server: ServerView): { lines: readonly Numbered[]; fault: Fault | null } {
  const backend = useBackend();
  const [log, setLog] = useState<Known>({ next: 0, lines: [], heard: [] });
  const [fault, setFault] = useState<Fault | null>(null);
  const id: ServerId = server.id;
  const starting = server.state.name === "starting";

  useEvents((event) => {
    if (event.kind !== "log" || event.server !== id) return;
    setLog((before) =>
      before.heard
        ? { ...before, heard: [...before.heard, ...event.lines] }
        : grown(before, event.lines),
    );
  });
  const load = useEffectEvent(async (ended: () => boolean) => {
    setLog((before) => ({ ...before, heard: [] }));
    setFault(null);
    try {
      const answer = await backend.call("server_log", { id });
      if (ended()) return;
      setLog((before) => grown({ ...before, lines: [] }, joined(answer, before.heard ?? [])));
    } catch (error) {
      if (!ended()) setFault(toFault(error));
    }
  });
  // A start begins a new log.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `id` and `starting` say when to read it
  useEffect(() => {
    let ended = false;
    void load(() => ended);
    return () => {
      ended = true;
    };
  }, [id, starting]);
  return { lines: log.lines, fault };
}

/** What a server wrote in this session, newest at the end, which stays in sight. */
export function Log({ server }: { server: ServerView }) {
  const t = useText();
  const f = useFormat();
  const { lines, fault } = useLog(server);
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const [least, setLeast] = useState<LogLevel | null>(null);
  const narrowed = wanted !== "" || least !== null;
  const shown = narrowed
    ? lines.filter(
        ({ line }) =>
          line.text.toLowerCase().includes(wanted) &&
          (least === null || reaches(line.level, least)),
      )
    : lines;
  const text = () =>
    shown
      .map(({ line }) =>
        [new Date(line.at).toISOString(), line.source, line.level, line.text]
          .filter((part) => part !== undefined)
          .join(" "),
      )
      .join("\n");
  const stopped = server.state.name === "stopped" || server.state.name === "failed";
  return (
    <div className={css.log}>
      <div className={css.tools}>
        <FindField label={t.servers.logFind} value={words} onChange={setWords} />
        {lines.some(({ line }) => line.level !== undefined) && (
          <Select
            label={t.servers.logFilter}
            labelHidden
            value={least ?? ""}
            onChange={(key) => setLeast(LEVELS.find((level) => level === key) ?? null)}
            options={[
              { key: "", text: t.servers.logAll },
              ...LEVELS.map((key) => ({ key, text: t.servers.levelFrom(key) })),
            ]}
          />
        )}
        <span className="num" role="status">
          {narrowed
            ? t.servers.logOf(f.number(shown.length), f.number(lines.length))
            : t.servers.logLines(lines.length)}
        </span>
        <CopyButton text={text} label={t.servers.logCopy} disabled={shown.length === 0} />
      </div>
      {fault && <FaultPanel fault={fault} />}
      {shown.length === 0 ? (
        <p className={css.none}>
          {narrowed
            ? t.servers.logNoMatch
            : stopped
              ? t.servers.logEmptyStopped
              : t.servers.logEmpty}
        </p>
      ) : (
        <VirtualList
          items={shown}
          keyOf={({ key }) => String(key)}
          estimate={() => 22}
          follow
          className={css.lines ?? ""}
          inner={{ role: "log", "aria-label": t.servers.tabLog, "aria-live": "off", tabIndex: 0 }}
          row={({ line }) => <Line line={line} />}
        />
      )}
    </div>
  );
}

function Line({ line }: { line: LogLine }) {
  const t = useText();
  const time = new Date(line.at);
  return (
    <div className={css.line} data-source={line.source} data-level={line.level}>
      <time dateTime={time.toISOString()}>{time.toTimeString().slice(0, 8)}</time>
      <span className={css.source}>
        {line.level ? t.servers.levels[line.level] : t.servers.sources[line.source]}
      </span>
      <span className={css.text}>
        <PlainText>{line.text}</PlainText>
      </span>
    </div>
  );
}
