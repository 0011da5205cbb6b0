import type { Filter as Asked, Page, Query, Summary } from "../../ipc/generated";

/** How many lines a page has. */
export const PAGE = 50;

/** What the list is narrowed to. */
export interface Filter {
  text: string;
  server: string | null;
  model: string | null;
  outcome: Outcome | null;
}

/** How exchanges end, and that they have not. */
export type Outcome = "released" | "refused" | "failed" | "withdrawn" | "open";

/** Nothing is narrowed. */
export const everything: Filter = { text: "", server: null, model: null, outcome: null };

const OPEN = ["received", "prompt_review", "generating", "reply_review"];

/** The outcome of a line. */
export function outcomeOf(exchange: Summary): Outcome {
  const { name } = exchange.state;
  switch (name) {
    case "released":
    case "refused":
    case "failed":
    case "withdrawn":
      return name;
    case "received":
    case "prompt_review":
    case "generating":
    case "reply_review":
      return "open";
  }
}

/** A filter in the words of the store. */
export function askedOf(filter: Filter): Asked {
  const { text, server, model, outcome } = filter;
  return {
    text: text.trim(),
    states: outcome === null ? [] : outcome === "open" ? OPEN : [outcome],
    ...(server === null ? {} : { server }),
    ...(model === null ? {} : { model }),
  };
}

/** The page of a filter that begins after `before`; the first one without it. */
export function queryOf(filter: Filter, before?: string): Query {
  return { ...askedOf(filter), limit: PAGE, ...(before === undefined ? {} : { before }) };
}

/** Whether anything is narrowed. */
export function narrows(filter: Filter): boolean {
  return (
    filter.text.trim() !== "" ||
    filter.server !== null ||
    filter.model !== null ||
    filter.outcome !== null
  );
}

/** The lines so far, newest first, and where older ones begin. */
export interface Lines {
  rows: readonly Summary[];
  next: string | undefined;
}

function union(newer: readonly Summary[], older: readonly Summary[]): Summary[] {
  const known = new Set(newer.map((row) => row.id));
  return [...newer, ...older.filter((row) => !known.has(row.id))];
}

/** The lines with the next older page. */
export function withOlder(lines: Lines, page: Page): Lines {
  return { rows: union(lines.rows, page.rows), next: page.next };
}

/**
 * The lines with the first page read again. When more came meanwhile than a page holds, the older
 * ones no longer follow on it, and are read again when they come into sight.
 */
export function withNewest(lines: Lines, page: Page): Lines {
  const meets = page.rows.some((row) => row.id === lines.rows[0]?.id);
  if (!meets && page.next !== undefined) return { rows: page.rows, next: page.next };
  return {
    rows: union(page.rows, lines.rows),
    next: lines.rows.length > 0 ? lines.next : page.next,
  };
}

/** The lines with one of them as it is now. */
export function withRow(lines: Lines, row: Summary): Lines {
  const at = lines.rows.findIndex((one) => one.id === row.id);
  return at < 0 ? lines : { ...lines, rows: lines.rows.with(at, row) };
}
