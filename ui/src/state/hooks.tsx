import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import type { Backend } from "../ipc/backend";
import type { Args, Command, Result } from "../ipc/call";
import type { AppEvent, Fault, Snapshot } from "../ipc/generated";
import { toFault } from "./fault";
import type { Known, Store } from "./store";

const StoreContext = createContext<Store | null>(null);

/** Gives everything below it the store. */
export function StoreProvider({ store, children }: { store: Store; children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

/** The store itself, for the other hooks of this folder. */
export function useStore(): Store {
  const store = use(StoreContext);
  if (!store) throw new Error("outside of StoreProvider");
  return store;
}

/** What the window knows. */
export function useKnown(): Known {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.known);
}

/**
 * A part of the snapshot. The selector must give the same value for the same snapshot: pick a
 * field, and compute from it afterwards. Only below a frame that is ready.
 */
export function useSnapshot<T>(select: (snapshot: Snapshot) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => {
    const known = store.known();
    if (known.kind !== "ready") throw new Error("no snapshot yet");
    return select(known.snapshot);
  });
}

/** The rest of the app. */
export function useBackend(): Backend {
  return useStore().backend;
}

/** Hears every event while it is mounted, deltas and log lines too. */
export function useEvents(hear: (event: AppEvent) => void): void {
  const store = useStore();
  const heard = useEffectEvent(hear);
  useEffect(() => store.hear((event) => heard(event)), [store]);
}

/** One thing that a person may start: whether it is under way, and why it failed last. */
export interface Action {
  /** Runs a command. Gives its result, or nothing when it failed: `fault` then says why. */
  run<C extends Command>(command: C, ...args: Args<C>): Promise<{ result: Result<C> } | undefined>;
  busy: boolean;
  fault: Fault | null;
  /** Forgets the fault. */
  dismiss(): void;
}

/** A thing that a person may start, and its fault in the place where it was started. */
export function useAction(): Action {
  const backend = useBackend();
  const [running, setRunning] = useState(0);
  const [fault, setFault] = useState<Fault | null>(null);
  return {
    run: async (command, ...args) => {
      setRunning((n) => n + 1);
      setFault(null);
      try {
        return { result: await backend.call(command, ...args) };
      } catch (error) {
        setFault(toFault(error));
        return undefined;
      } finally {
        setRunning((n) => n - 1);
      }
    },
    busy: running > 0,
    fault,
    dismiss: () => setFault(null),
  };
}
