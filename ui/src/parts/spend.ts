import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Format, Text } from "../i18n";
import type { Attempt, Cost, Fault, Filter, Spend, SpendOf, Total } from "../ipc/generated";
import { isClosed, toFault, useBackend, useEvents } from "../state";
import { costWords } from "./choice";

/** What was spent, asked for anew whenever an exchange ends. Nothing until it is known. */
export function useSpend(of: SpendOf): Spend | null {
  const backend = useBackend();
  const [spend, setSpend] = useState<{ key: string; spend: Spend } | null>(null);
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify(of);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn means: ask again
  useEffect(() => {
    let wanted = true;
    backend.call("spend", { of: JSON.parse(key) as SpendOf }).then(
      (sum) => {
        if (wanted) setSpend({ key, spend: sum });
      },
      // A sum that cannot be read is not shown; the history says what is wrong with it.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [backend, key, turn]);

  useEvents((event) => {
    if (event.kind === "exchange" && isClosed(event.exchange)) setTurn((n) => n + 1);
  });
  return spend?.key === key ? spend.spend : null;
}

/** How long a total stands before it is counted anew because something changed, in milliseconds. */
const STANDS = 1000;

/** A total of the history. */
export type Counted =
  | { name: "counting" }
  | { name: "counted"; total: Total }
  | { name: "failed"; fault: Fault; retry: () => void };

/** What a filter leaves, all pages together, kept true while it is looked at. */
export function useTotal(filter: Filter): Counted {
  const backend = useBackend();
  const [answer, setAnswer] = useState<{ key: string; found: Total | Fault } | null>(null);
  const [turn, setTurn] = useState(0);
  const counting = useRef(false);
  const settle = useRef<ReturnType<typeof setTimeout> | null>(null);
  const key = JSON.stringify(filter);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn means: ask again
  useEffect(() => {
    let wanted = true;
    const take = (found: Total | Fault) => {
      if (!wanted) return;
      counting.current = false;
      setAnswer({ key, found });
    };
    counting.current = true;
    backend
      .call("history_total", { filter: JSON.parse(key) as Filter })
      .then(take, (error) => take(toFault(error)));
    return () => {
      wanted = false;
    };
  }, [backend, key, turn]);

  const anew = useEffectEvent(() => {
    if (settle.current !== null) return;
    settle.current = setTimeout(() => {
      settle.current = null;
      // A new question would end the one that is under way, for ever where much happens.
      if (counting.current) anew();
      else setTurn((n) => n + 1);
    }, STANDS);
  });
  useEvents((event) => {
    if (event.kind === "exchange") anew();
  });
  useEffect(
    () => () => {
      if (settle.current !== null) clearTimeout(settle.current);
    },
    [],
  );

  if (answer?.key !== key) return { name: "counting" };
  if ("exchanges" in answer.found) return { name: "counted", total: answer.found };
  const retry = () => {
    setAnswer(null);
    setTurn((n) => n + 1);
  };
  return { name: "failed", fault: answer.found, retry };
}

/** What was spent, in words: an amount, at least an amount, or that it is not known. */
export function amountWords(
  t: Text,
  f: Format,
  spend: Pick<Spend, "attempts" | "cost" | "unpriced">,
): string {
  if (spend.unpriced === spend.attempts) return t.choice.unknownCost;
  const money = costWords(t, f, spend.cost);
  return spend.unpriced > 0 ? t.choice.spentAtLeast(money) : money;
}

/** The same, and in how many attempts. */
export function spendWords(
  t: Text,
  f: Format,
  spend: Pick<Spend, "attempts" | "cost" | "unpriced">,
): string {
  if (spend.attempts === 0) return t.choice.spentNothing;
  return `${amountWords(t, f, spend)} ${t.choice.spentAttempts(spend.attempts)}`;
}

/** All of a cost. */
export function totalOf(cost: Cost): number {
  return cost.input + cost.cached + cost.output + cost.reasoning;
}

/** What attempts cost, those of models. */
export function spendOf(
  attempts: readonly Attempt[],
): Pick<Spend, "attempts" | "cost" | "unpriced"> {
  const costs = attempts
    .filter((attempt) => attempt.target.kind === "model")
    .map((attempt) => attempt.beside?.cost);
  const known = costs.filter((cost) => cost !== undefined);
  return {
    attempts: costs.length,
    cost: known.reduce((sum, cost) => sum + totalOf(cost), 0),
    unpriced: costs.length - known.length,
  };
}
