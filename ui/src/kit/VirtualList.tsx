import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type ComponentPropsWithRef,
  type ReactNode,
  type Ref,
  type UIEvent,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import css from "./VirtualList.module.css";

/** What a parent can ask of a virtual list. */
export interface VirtualListHandle {
  /** Brings a row into view, with as little movement as possible. */
  reveal(index: number): void;
}

/**
 * A long list of which only the rows in sight exist. It scrolls in itself; rows measure themselves.
 * The rows are inside a `role` that the caller names, so that they may be options, rows or items.
 */
export function VirtualList<T>({
  items,
  keyOf,
  row,
  estimate,
  className,
  onEnd,
  onScroll,
  keep = false,
  follow = false,
  inner,
  ref,
  ...aria
}: {
  items: readonly T[];
  keyOf: (item: T) => string;
  row: (item: T, index: number) => ReactNode;
  /** About how tall a row is, in CSS pixels. */
  estimate: (item: T) => number;
  className?: string;
  /** The last rows come into sight: time to load more. */
  onEnd?: () => void;
  onScroll?: (event: UIEvent<HTMLDivElement>) => void;
  /** Whether what is in sight stays where it is when rows come in above; at the top they come into sight. */
  keep?: boolean;
  /** Whether the end is in sight to begin with, and stays so while it is. */
  follow?: boolean;
  /** For the element around the rows: focus, keys, and what else its role needs. */
  inner?: ComponentPropsWithRef<"div">;
  ref?: Ref<VirtualListHandle>;
  role?: "list" | "listbox" | "grid" | "presentation";
  "aria-label"?: string;
}) {
  "use no memo"; // the virtualizer is one object that changes inside
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : estimate(item);
    },
    overscan: 8,
    anchorTo: follow || (keep && (scroller.current?.scrollTop ?? 0) > 0) ? "end" : "start",
    followOnAppend: follow,
    // Where nothing is laid out (tests), the first rows still show.
    initialRect: { width: 320, height: 800 },
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1);
      if (last && last.index >= items.length - 1) onEnd?.();
    },
  });
  useEffect(() => {
    if (follow) virtualizer.scrollToEnd();
  }, [follow, virtualizer]);
  useImperativeHandle(
    ref,
    () => ({ reveal: (index) => virtualizer.scrollToIndex(index, { align: "auto" }) }),
    [virtualizer],
  );
  return (
    <div ref={scroller} className={`${css.scroller} ${className ?? ""}`} onScroll={onScroll}>
      <div className={css.all} style={{ height: virtualizer.getTotalSize() }} {...aria} {...inner}>
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items[virtual.index];
          if (item === undefined) return null;
          return (
            <div
              key={virtual.key}
              ref={virtualizer.measureElement}
              data-index={virtual.index}
              role="presentation"
              className={css.row}
              style={{ translate: `0 ${virtual.start}px` }}
            >
              {row(item, virtual.index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
