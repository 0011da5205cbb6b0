import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Fault } from "../../ipc/generated";
import { toFault, useBackend, useEvents } from "../../state";
import { type Filter, type Lines, queryOf, withNewest, withOlder, withRow } from "./pages";

/** How long to wait for more before the newest are read again, in milliseconds. */
const SETTLE = 250;

/** The lines of a filter, kept true while it is looked at. */
export interface Listed extends Lines {
  /** Whether the first page is on its way. */
  loading: boolean;
  /** Whether an older page is on its way. */
  loadingMore: boolean;
  fault: Fault | null;
  /** Reads the next older page, if there is one. */
  more(): void;
  /** Tries again what failed. */
  retry(): void;
}

const nothing: Lines = { rows: [], next: undefined };

/** Reads the history page by page. */
export function useHistory(filter: Filter): Listed {
  const backend = useBackend();
  const [lines, setLines] = useState<Lines>(nothing);
  const [loading, setLoading] = useState<"first" | "more" | null>("first");
  const [fault, setFault] = useState<Fault | null>(null);
  const [turn, setTurn] = useState(0);
  // Answers to earlier questions are not wanted any more.
  const asked = useRef(0);
  const busy = useRef(false);
  // Known at once, so that a list that scrolls on does not ask again by itself.
  const failed = useRef(false);
  const settle = useRef<ReturnType<typeof setTimeout> | null>(null);
  const key = JSON.stringify(filter);

  const read = async (before: string | undefined, take: (lines: Lines) => void, from: Lines) => {
    const question = asked.current;
    busy.current = true;
    failed.current = false;
    try {
      const page = await backend.call("list_history", { query: queryOf(filter, before) });
      if (question === asked.current) {
        take(before === undefined ? withNewest(from, page) : withOlder(from, page));
        setFault(null);
      }
    } catch (error) {
      if (question !== asked.current) return;
      failed.current = true;
      setFault(toFault(error));
      // What is still here belongs to another filter.
      if (from === nothing) setLines(nothing);
    } finally {
      if (question === asked.current) {
        busy.current = false;
        setLoading(null);
      }
    }
  };
  const first = useEffectEvent(() => {
    asked.current += 1;
    setLoading("first");
    setFault(null);
    void read(undefined, setLines, nothing);
  });
  const refresh = useEffectEvent(() => {
    if (busy.current) return later();
    void read(undefined, setLines, lines);
  });
  const later = () => {
    if (settle.current !== null) return;
    settle.current = setTimeout(() => {
      settle.current = null;
      refresh();
    }, SETTLE);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter, or another try, asks anew
  useEffect(() => first(), [key, turn]);
  useEffect(
    () => () => {
      if (settle.current !== null) clearTimeout(settle.current);
    },
    [],
  );
  useEvents((event) => {
    if (event.kind !== "exchange") return;
    if (lines.rows.some((row) => row.id === event.exchange.id)) {
      setLines((before) => withRow(before, event.exchange));
    } else {
      later();
    }
  });

  return {
    ...lines,
    loading: loading === "first",
    loadingMore: loading === "more",
    fault,
    more: () => {
      if (lines.next === undefined || busy.current || failed.current) return;
      setLoading("more");
      void read(lines.next, setLines, lines);
    },
    retry: () => {
      if (lines.rows.length === 0) return setTurn((before) => before + 1);
      setFault(null);
      setLoading("more");
      void read(lines.next, setLines, lines);
    },
  };
}
