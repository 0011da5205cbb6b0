import { useSyncExternalStore } from "react";
import { useStore } from "./hooks";
import type { Store } from "./store";

interface Room {
  values: Map<string, unknown>;
  listeners: Set<() => void>;
}

const rooms = new WeakMap<Store, Room>();

function roomOf(store: Store): Room {
  const room = rooms.get(store) ?? { values: new Map(), listeners: new Set() };
  rooms.set(store, room);
  return room;
}

/**
 * State that outlives its component, until quit: what was chosen or typed is there again when the
 * screen is opened again. In memory only, and never for a secret.
 */
export function useKept<T>(key: string, first: T): [T, (next: T) => void] {
  const room = roomOf(useStore());
  const value = useSyncExternalStore(
    (listener) => {
      room.listeners.add(listener);
      return () => room.listeners.delete(listener);
    },
    () => (room.values.has(key) ? (room.values.get(key) as T) : first),
  );
  const keep = (next: T) => {
    room.values.set(key, next);
    for (const listener of room.listeners) listener();
  };
  return [value, keep];
}
