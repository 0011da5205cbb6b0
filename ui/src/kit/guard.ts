import { useEffect, useRef, useState } from "react";

/** For how long what has just appeared takes no decision, in milliseconds. */
export const GUARD_MS = 500;

/**
 * Keeps anybody from deciding about something that has just appeared under their finger: for half
 * a second after `what` changed, `guarded` does nothing.
 */
export function useGuard(what: string): { ready: boolean; guarded: (act: () => void) => void } {
  const [readyFor, setReadyFor] = useState<string | null>(null);
  const since = useRef({ what: "", at: 0 });

  useEffect(() => {
    since.current = { what, at: performance.now() };
    const timer = setTimeout(() => setReadyFor(what), GUARD_MS);
    return () => clearTimeout(timer);
  }, [what]);

  return {
    ready: readyFor === what,
    // The clock decides, not the last drawing: a click may come before either has caught up.
    guarded: (act) => {
      const { what: shown, at } = since.current;
      if (shown === what && performance.now() - at >= GUARD_MS) act();
    },
  };
}
