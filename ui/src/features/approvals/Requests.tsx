import { useEffect, useEffectEvent, useState } from "react";
import { useText } from "../../i18n";
import { announce, hasMod, isTyping } from "../../kit";
import { pauses, useRoute, useSnapshot } from "../../state";
import { Card } from "./Card";
import type { CardEvents } from "./cardEvents";
import { useForgetDrafts } from "./drafts";
import { type Item, itemKey } from "./item";
import { Passing } from "./Passing";
import { Queue } from "./Queue";
import { AnsweredCard } from "./questions/AnsweredCard";
import { useForgetTyped } from "./questions/answers";
import { PauseCard } from "./questions/PauseCard";
import questionCss from "./questions/Question.module.css";
import { QuestionCard } from "./questions/QuestionCard";
import { RoundBar } from "./questions/RoundBar";
import { groupsOf, groupWith } from "./questions/round";
import { itemsIn, nextWaiting, rowsOf } from "./queue";
import css from "./Requests.module.css";
import { usePace } from "./usePace";

/** What is open on the left, and one of it as a card on the right. */
export function Requests() {
  const t = useText();
  const { route, go } = useRoute();
  const open = useSnapshot((snapshot) => snapshot.open);
  const questions = useSnapshot((snapshot) => snapshot.elicitations);
  const calls = useSnapshot((snapshot) => snapshot.calls);
  const rows = rowsOf({ exchanges: open, questions, paused: calls.filter(pauses) });
  const items = itemsIn(rows);
  const asked = route.screen === "requests" ? route.exchange : undefined;
  // What was chosen stays in sight until the person moves on, even when it closed meanwhile.
  const selected = asked ?? (items[0] && itemKey(items[0]));
  const select = (exchange: string | undefined) =>
    go(exchange === undefined ? { screen: "requests" } : { screen: "requests", exchange });

  const { walking, step: walk } = usePace();

  useForgetDrafts(selected);
  useForgetTyped();

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
    const at = items.findIndex((one) => itemKey(one) === selected);
    const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
    if (!next) return;
    event.preventDefault();
    walk();
    select(itemKey(next));
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  if (selected === undefined) return null;
  const next = nextWaiting(rows, selected);
  const group = groupWith(groupsOf(items), selected);
  const item = items.find((one) => itemKey(one) === selected);
  const onDecided = (said: string, stay = false) => {
    announce(said);
    if (next !== null && !stay) select(next);
  };
  return (
    <div className={css.requests}>
      <Queue rows={rows} selected={selected} onSelect={select} />
      {walking && item ? (
        <div className={css.pane}>
          <Passing item={item} />
        </div>
      ) : (
        <div className={group ? questionCss.pane : css.pane}>
          {group && <RoundBar group={group} onDone={announce} />}
          <OnTop
            key={selected}
            selected={selected}
            item={item}
            next={next}
            onNext={() => {
              const other = items.find((one) => itemKey(one) !== selected);
              select(next ?? (other && itemKey(other)));
            }}
            onDecided={onDecided}
            onGone={() => select(undefined)}
          />
        </div>
      )}
      <span className="visually-hidden">{t.app.waiting(items.length)}</span>
    </div>
  );
}

/** The card of what was chosen; what is open no more stays in sight until the person moves on. */
function OnTop({
  selected,
  item,
  ...events
}: { selected: string; item: Item | undefined } & CardEvents) {
  const servers = useSnapshot((snapshot) => snapshot.servers);
  // What it was when it was chosen: an exchange can be looked at after its end, a question not.
  const [kind] = useState(item?.kind ?? "exchange");
  if (kind === "exchange") return <Card id={selected} {...events} />;
  switch (item?.kind) {
    case "question":
      return <QuestionCard question={item.question} onDecided={events.onDecided} />;
    case "pause": {
      const server = servers.find((one) => one.id === item.call.server);
      return (
        <PauseCard
          call={item.call}
          server={server?.settings.name ?? ""}
          onDecided={events.onDecided}
        />
      );
    }
    case "exchange":
    case undefined:
      return <AnsweredCard next={events.next} onNext={events.onNext} />;
  }
}

function stepOf(key: string, arrows: boolean): number {
  if (key === "j" || (arrows && key === "ArrowDown")) return 1;
  if (key === "k" || (arrows && key === "ArrowUp")) return -1;
  return 0;
}
