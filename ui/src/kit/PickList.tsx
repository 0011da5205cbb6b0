import { type KeyboardEvent, type ReactNode, type Ref, useId, useRef } from "react";
import { classes } from "./classes";
import css from "./PickList.module.css";
import { VirtualList, type VirtualListHandle } from "./VirtualList";

/** How far Page Up and Page Down go. */
const PAGE = 10;

/** Which row a key goes to, if it is one that moves. */
function target(key: string, at: number, count: number, none: boolean): number | null {
  switch (key) {
    case "ArrowDown":
      return none ? 0 : at + 1;
    case "ArrowUp":
      return none ? 0 : at - 1;
    case "PageDown":
      return at + PAGE;
    case "PageUp":
      return at - PAGE;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/**
 * A list of which one row is chosen, with the arrow keys or a click. It draws only the rows in
 * sight and scrolls in itself.
 */
export function PickList<T>({
  label,
  items,
  keyOf,
  selected,
  onSelect,
  onOpen,
  row,
  estimate,
  onEnd,
  keep = false,
  autoFocus = false,
  ref,
}: {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** The key of the chosen row. */
  selected: string | null;
  onSelect: (key: string) => void;
  /** Enter: go into what is chosen. */
  onOpen?: () => void;
  row: (item: T) => ReactNode;
  /** About how tall a row is, in CSS pixels. */
  estimate: number;
  /** The last rows come into sight: time to load more. */
  onEnd?: () => void;
  /** Whether what is in sight stays where it is when rows come in above. */
  keep?: boolean;
  autoFocus?: boolean;
  ref?: Ref<HTMLDivElement>;
}) {
  const id = useId();
  const list = useRef<VirtualListHandle>(null);
  const at = items.findIndex((item) => keyOf(item) === selected);

  const choose = (index: number) => {
    const bounded = Math.max(0, Math.min(items.length - 1, index));
    const item = items[bounded];
    if (item === undefined) return;
    onSelect(keyOf(item));
    list.current?.reveal(bounded);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = target(event.key, Math.max(at, 0), items.length, at < 0);
    if (to !== null) choose(to);
    else if (event.key === "Enter" && onOpen) onOpen();
    else return;
    event.preventDefault();
  };

  return (
    <VirtualList
      ref={list}
      items={items}
      keyOf={keyOf}
      estimate={() => estimate}
      className={css.list ?? ""}
      {...(onEnd ? { onEnd } : {})}
      keep={keep}
      inner={{
        ref: ref ?? null,
        role: "listbox",
        "aria-label": label,
        tabIndex: 0,
        autoFocus,
        onKeyDown,
        ...(at >= 0 ? { "aria-activedescendant": `${id}${selected}` } : {}),
      }}
      row={(item) => {
        const key = keyOf(item);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it hears the keys
          <div
            id={`${id}${key}`}
            role="option"
            aria-selected={key === selected}
            tabIndex={-1}
            className={classes(css.option, key === selected && css.chosen)}
            onClick={() => onSelect(key)}
          >
            {row(item)}
          </div>
        );
      }}
    />
  );
}
