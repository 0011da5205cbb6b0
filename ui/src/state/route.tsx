import { createContext, type ReactNode, use, useState } from "react";
import type { AccountId, ExchangeId, ServerId } from "../ipc/generated";

/** Where the window is. */
export type Route =
  | { screen: "requests"; exchange?: ExchangeId }
  | { screen: "servers"; server?: ServerId }
  | { screen: "models"; account?: AccountId; page?: ModelsPage }
  | { screen: "history"; exchange?: ExchangeId }
  | { screen: "settings" };

/** What the Models screen shows beside accounts. */
export type ModelsPage = "matrix" | "dryRun" | "prices";

/** One of them. */
export type Screen = Route["screen"];

const RouteContext = createContext<{ route: Route; go: (route: Route) => void } | null>(null);

/** Holds the route for everything below it. */
export function RouteProvider({ children }: { children: ReactNode }) {
  const [route, go] = useState<Route>({ screen: "requests" });
  return <RouteContext value={{ route, go }}>{children}</RouteContext>;
}

/** Where the window is, and the way to go elsewhere. */
export function useRoute(): { route: Route; go: (route: Route) => void } {
  const context = use(RouteContext);
  if (!context) throw new Error("outside of RouteProvider");
  return context;
}
