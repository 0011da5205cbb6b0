import { useEffect, useEffectEvent, useState } from "react";
import type { Result } from "../ipc/call";
import type { CompletionQuery, Fault, PromptList, ResourceList, ServerId } from "../ipc/generated";
import { toFault } from "./fault";
import { useBackend, useEvents } from "./hooks";

/** How soon a list whose time is over is asked for again at the earliest, in milliseconds. */
const LEAST = 5_000;
/** Timers take no more, in milliseconds. */
const MOST = 2 ** 31 - 1;
/** How long somebody pauses before suggestions are asked for, in milliseconds. */
const PAUSE = 250;

const COMMANDS = { prompts: "list_prompts", resources: "list_resources" } as const;
type ListOf = typeof COMMANDS;

/** A list of a server: what is known of it, and why no more is. */
export interface Listing<L extends keyof ListOf> {
  list: Result<ListOf[L]> | null;
  fault: Fault | null;
  /** Asks once more. */
  again(): void;
}

/**
 * A list of a running server, while it is looked at: asked for anew when the server says that it
 * changed, and when the time is over for which it holds. Nothing is asked where `server` is `null`.
 */
export function useListing<L extends keyof ListOf>(server: ServerId | null, kind: L): Listing<L> {
  type List = Result<ListOf[L]>;
  const backend = useBackend();
  const [list, setList] = useState<List | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [turn, setTurn] = useState(0);
  const again = useEffectEvent(() => setTurn((n) => n + 1));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn means: ask again
  useEffect(() => {
    if (server === null) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Which of the two it is, is in `List`.
    backend.call(COMMANDS[kind] as "list_prompts", { server }).then(
      (answer) => {
        if (!wanted) return;
        setList(answer as PromptList | ResourceList as List);
        setFault(null);
        const holds = answer.holds_ms ?? 0;
        if (holds > 0) timer = setTimeout(() => again(), Math.min(Math.max(holds, LEAST), MOST));
      },
      (error: unknown) => {
        if (wanted) setFault(toFault(error));
      },
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [backend, server, kind, turn]);

  useEvents((event) => {
    if (event.kind !== "list_changed" || event.server !== server || event.list !== kind) return;
    setTurn((n) => n + 1);
  });
  return { list, fault, again: () => setTurn((n) => n + 1) };
}

/**
 * Suggestions for what is being typed: asked for after a pause, and dropped when more was typed
 * meanwhile. None when `query` is `null`, or when the server has none.
 */
export function useSuggestions(server: ServerId, query: CompletionQuery | null): string[] {
  const backend = useBackend();
  const [known, setKnown] = useState<{ key: string; values: string[] } | null>(null);
  const key = query === null ? null : JSON.stringify(query);
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    const timer = setTimeout(() => {
      backend.call("complete_argument", { server, query: JSON.parse(key) as CompletionQuery }).then(
        ({ values }) => {
          if (wanted) setKnown({ key, values });
        },
        // Suggestions are a help; without them one types.
        () => {
          if (wanted) setKnown(null);
        },
      );
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [backend, server, key]);
  return key === null ? [] : (known?.values ?? []);
}
