import { type ComponentType, type FC, useSyncExternalStore } from "react";

/** A component that is loaded later, and the way to have it loaded before it is wanted. */
export type Later<P extends object> = FC<P> & { load(): Promise<void> };

/**
 * A component whose code is loaded when it is first drawn, or before by its `load`. Until then
 * `Waiting` stands in its place. Not React's `lazy`: once in sight, a fallback of that stays for 300 ms.
 */
export function later<P extends object>(
  file: () => Promise<ComponentType<P>>,
  Waiting: FC<P> = () => null,
): Later<P> {
  let loaded: ComponentType<P> | undefined;
  let loading: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const load = () => {
    loading ??= file().then((component) => {
      loaded = component;
      for (const listener of listeners) listener();
    });
    return loading;
  };
  const listen = (listener: () => void) => {
    void load();
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const component = (props: P) => {
    const Component = useSyncExternalStore(listen, () => loaded) ?? Waiting;
    return <Component {...props} />;
  };
  return Object.assign(component, { load });
}
