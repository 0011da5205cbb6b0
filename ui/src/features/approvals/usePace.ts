import { useEffect, useRef, useState } from "react";

/** So long after a step, the next is one of a walk; and so long without one, the walk is over. In milliseconds. */
const PACE = 120;

/**
 * Whether somebody walks through the queue, as with a key that is held down, and the way to say that
 * they took a step. One step alone is no walk.
 */
export function usePace(): { walking: boolean; step: () => void } {
  const [walking, setWalking] = useState(false);
  const last = useRef(Number.NEGATIVE_INFINITY);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const step = () => {
    const now = performance.now();
    if (now - last.current < PACE) setWalking(true);
    last.current = now;
    clearTimeout(rest.current);
    rest.current = setTimeout(() => setWalking(false), PACE);
  };
  return { walking, step };
}
