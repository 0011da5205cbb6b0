import { useEffect, useEffectEvent } from "react";
import { useText } from "../../i18n";
import { announce, hasMod, isTyping } from "../../kit";
import { useRoute, useSnapshot } from "../../state";
import { Card } from "./Card";
import { useForgetDrafts } from "./drafts";
import { Queue } from "./Queue";
import { exchangesOf, nextWaiting, rowsOf } from "./queue";
import css from "./Requests.module.css";

/** What is open on the left, and one of it as a card on the right. */
export function Requests() {
  const t = useText();
  const { route, go } = useRoute();
  const open = useSnapshot((snapshot) => snapshot.open);
  const rows = rowsOf(open);
  const exchanges = exchangesOf(rows);
  const asked = route.screen === "requests" ? route.exchange : undefined;
  // What was chosen stays in sight until the person moves on, even when it closed meanwhile.
  const selected = asked ?? exchanges[0]?.id;
  const select = (exchange: string | undefined) =>
    go(exchange === undefined ? { screen: "requests" } : { screen: "requests", exchange });

  useForgetDrafts();

  // The first one is chosen by being first; from then on it must not be swapped for another.
  const hold = useEffectEvent(() => {
    if (asked === undefined && selected !== undefined) select(selected);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the choice changes
  useEffect(() => hold(), [selected]);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || hasMod(event) || event.altKey || isTyping(event.target)) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return;
    const arrows = target.closest("[role=tablist], [role=radiogroup], [role=toolbar]") === null;
    const step = stepOf(event.key, arrows);
    if (step === 0) return;
    const at = exchanges.findIndex((one) => one.id === selected);
    const next = exchanges[Math.min(Math.max(at + step, 0), exchanges.length - 1)];
    if (!next) return;
    event.preventDefault();
    select(next.id);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  if (selected === undefined) return null;
  const next = nextWaiting(rows, selected);
  return (
    <div className={css.requests}>
      <Queue rows={rows} selected={selected} onSelect={select} />
      <Card
        key={selected}
        id={selected}
        next={next}
        onNext={() => select(next ?? exchanges.find((one) => one.id !== selected)?.id)}
        onDecided={(said, stay = false) => {
          announce(said);
          if (next !== null && !stay) select(next);
        }}
        onGone={() => select(undefined)}
      />
      <span className="visually-hidden">{t.app.waiting(exchanges.length)}</span>
    </div>
  );
}

function stepOf(key: string, arrows: boolean): number {
  if (key === "j" || (arrows && key === "ArrowDown")) return 1;
  if (key === "k" || (arrows && key === "ArrowUp")) return -1;
  return 0;
}
