import { useEffect } from "react";
import { Editor, later } from "../../kit";
import { pauses, serversIn, useRoute, useSnapshot } from "../../state";
import { Nothing } from "./Nothing";
import { useArrivals } from "./useArrivals";

// Not there from the start: by then nothing is open, since what was open was withdrawn.
export const Requests = later(() => import("./Requests").then((file) => file.Requests));

/** How long the window is left alone before it loads what it may want, in milliseconds. */
const REST = 300;

/** Where something may come to the desk, its card must not wait for its code. */
export function useCardAtHand(): void {
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const asks = serversIn(servers, "starting", "running").length > 0;
  useEffect(() => {
    if (!asks) return;
    const timer = setTimeout(() => void Requests.load().then(Editor.load), REST);
    return () => clearTimeout(timer);
  }, [asks]);
}

/** The desk: what waits, or, while nothing does, what to do so that something comes. */
export function Desk() {
  const { route } = useRoute();
  const open = useSnapshot(
    (snapshot) =>
      snapshot.open.length > 0 || snapshot.elicitations.length > 0 || snapshot.calls.some(pauses),
  );
  useArrivals();
  const chosen = route.screen === "requests" && route.exchange !== undefined;
  return chosen || open ? <Requests /> : <Nothing />;
}
