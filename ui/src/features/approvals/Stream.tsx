import { useEffect, useEffectEvent, useRef } from "react";
import css from "./Card.module.css";
import { endOf } from "./streamed";
import type { Growing } from "./useWriting";

/** So near its end a scroller goes on with what it shows, in CSS pixels. */
const NEAR = 60;

/** So many groups lie together, so that WebKit asks of few in each frame whether they are in sight. */
const TOGETHER = 32;

/**
 * A growing text, appended to in groups. Only the last group is laid out anew, and of the others only
 * those in sight, so that megabytes may come.
 */
export function Stream({ growing, label }: { growing: Growing; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  const size = useRef(0);
  const follow = useEffectEvent(useFollow(host));

  const write = useEffectEvent((piece: string | null) => {
    const parent = host.current;
    if (!parent) return;
    if (piece === null) parent.replaceChildren();
    let rest = piece ?? growing.text();
    let group = parent.lastElementChild?.lastElementChild ?? begin(parent);
    if (piece === null) size.current = 0;
    for (let end = endOf(rest, size.current); end; end = endOf(rest, size.current)) {
      append(group, rest.slice(0, end.at));
      rest = rest.slice(end.next);
      group = begin(parent);
      size.current = 0;
    }
    if (rest !== "") append(group, rest);
    size.current += rest.length;
    follow();
  });

  useEffect(() => {
    write(null);
    return growing.hear((piece) => write(piece));
  }, [growing]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: `output` would be read aloud while it grows
    <div
      ref={host}
      role="region"
      aria-label={label}
      aria-live="off"
      aria-busy="true"
      className={css.stream}
    />
  );
}

function append(group: Element, text: string) {
  group.append(text);
  if (css.tabs && text.includes("\t")) group.classList.add(css.tabs);
}

function begin(parent: Element): HTMLElement {
  const last = parent.lastElementChild;
  const shelf =
    last && last.childElementCount < TOGETHER
      ? last
      : parent.appendChild(document.createElement("div"));
  return shelf.appendChild(document.createElement("div"));
}

/**
 * Gives what keeps the end of a growing text in sight, once a frame, unless the person scrolled away
 * from it. It asks for no layout while text comes in.
 */
function useFollow(host: React.RefObject<HTMLElement | null>): () => void {
  const frame = useRef<number | null>(null);
  const follows = useRef(true);
  useEffect(() => {
    const scroller = host.current?.closest(`.${css.single}`);
    if (!scroller) return;
    let top = scroller.scrollTop;
    // More may have come since the scroll that this tells of: only the way up leads away from the end.
    const onScroll = () => {
      const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      follows.current = left < NEAR || (follows.current && scroller.scrollTop >= top);
      top = scroller.scrollTop;
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    };
  }, [host]);
  return () => {
    if (!follows.current || frame.current !== null) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = null;
      const scroller = host.current?.closest(`.${css.single}`);
      if (scroller && follows.current) scroller.scrollTop = scroller.scrollHeight;
    });
  };
}
