import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";

/** For so long a place must stay in sight to count as seen, in milliseconds. */
export const DWELL_MS = 250;

/** Tells once that a place came into sight, or near it, and stayed there for a while. */
export function Sight({
  near = 0,
  dwell = 0,
  onSight,
  children,
}: {
  near?: number;
  dwell?: number;
  onSight: () => void;
  children?: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const told = useEffectEvent(onSight);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        clearTimeout(timer);
        if (!entries.at(-1)?.isIntersecting) return;
        timer = setTimeout(() => {
          observer.disconnect();
          told();
        }, dwell);
      },
      { rootMargin: `${near}px` },
    );
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [near, dwell]);
  return <div ref={place}>{children}</div>;
}
