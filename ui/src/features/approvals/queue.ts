import type { Summary } from "../../ipc/generated";

/** One row of the queue: a heading, or an exchange under it. */
export type Row =
  | { kind: "heading"; key: string; heading: Heading }
  | { kind: "exchange"; key: string; exchange: Summary; place?: { at: number; of: number } };

/** What stands above some exchanges. */
export type Heading =
  | { kind: "waiting"; count: number }
  | { kind: "call"; server: string; count: number }
  | { kind: "answers"; count: number }
  | { kind: "writing"; count: number };

/** The open exchanges as rows: those that wait first, several of one call together. */
export function rowsOf(open: readonly Summary[]): Row[] {
  const waiting = open.filter((one) => one.state.name === "prompt_review");
  const answers = open.filter((one) => one.state.name === "reply_review");
  const writing = open.filter(
    (one) => one.state.name === "generating" || one.state.name === "received",
  );
  const byCall = new Map<string, Summary[]>();
  for (const one of waiting) {
    if (one.call) byCall.set(one.call, [...(byCall.get(one.call) ?? []), one]);
  }
  const groups = [...byCall].filter(([, members]) => members.length > 1);
  const grouped = new Set(groups.flatMap(([, members]) => members));
  const alone = waiting.filter((one) => !grouped.has(one));

  const rows: Row[] = [];
  const heading = (key: string, of: Heading) => rows.push({ kind: "heading", key, heading: of });
  const plain = (exchange: Summary) => rows.push({ kind: "exchange", key: exchange.id, exchange });

  if (waiting.length > 0) heading("waiting", { kind: "waiting", count: waiting.length });
  alone.forEach(plain);
  for (const [call, members] of groups) {
    const server = members[0]?.server_name ?? "";
    heading(call, { kind: "call", server, count: members.length });
    members.forEach((exchange, at) => {
      rows.push({
        kind: "exchange",
        key: exchange.id,
        exchange,
        place: { at: at + 1, of: members.length },
      });
    });
  }
  if (answers.length > 0) heading("answers", { kind: "answers", count: answers.length });
  answers.forEach(plain);
  if (writing.length > 0) heading("writing", { kind: "writing", count: writing.length });
  writing.forEach(plain);
  return rows;
}

/** The exchanges of the rows, in order. */
export function exchangesOf(rows: readonly Row[]): Summary[] {
  return rows.flatMap((row) => (row.kind === "exchange" ? [row.exchange] : []));
}

/** The exchange to go to once this one is decided: the next that waits, else the first that does. */
export function nextWaiting(rows: readonly Row[], decided: string): string | null {
  const exchanges = exchangesOf(rows);
  const at = exchanges.findIndex((one) => one.id === decided);
  const waits = (one: Summary) =>
    one.id !== decided && (one.state.name === "prompt_review" || one.state.name === "reply_review");
  return (exchanges.slice(at + 1).find(waits) ?? exchanges.find(waits))?.id ?? null;
}
