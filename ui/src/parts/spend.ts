import { useEffect, useState } from "react";
import type { Format, Text } from "../i18n";
import type { Attempt, Cost, Spend, SpendOf } from "../ipc/generated";
import { isClosed, useBackend, useEvents } from "../state";
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

/** What was spent, in words: an amount, at least an amount, or that it is not known. */
export function spendWords(
  t: Text,
  f: Format,
  spend: Pick<Spend, "attempts" | "cost" | "unpriced">,
): string {
  if (spend.attempts === 0) return t.choice.spentNothing;
  const money = costWords(t, f, spend.cost);
  const amount =
    spend.unpriced === spend.attempts
      ? t.choice.unknownCost
      : spend.unpriced > 0
        ? t.choice.spentAtLeast(money)
        : money;
  return `${amount} ${t.choice.spentAttempts(spend.attempts)}`;
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
