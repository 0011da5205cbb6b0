import { useText } from "../../i18n";
import { announce } from "../../kit";
import { useEvents } from "../../state";

/** Says aloud what comes to the desk. */
export function useArrivals(): void {
  const t = useText();
  useEvents((event) => {
    if (event.kind === "elicitation" && event.elicitation.standing.name === "waiting") {
      announce(t.questions.nowArrived(event.elicitation.cause.server_name));
    }
    if (event.kind !== "exchange") return;
    const { state, server_name } = event.exchange;
    if (state.name === "prompt_review") announce(t.requests.nowArrived(server_name));
    if (state.name === "reply_review") announce(t.requests.nowAnswered(server_name));
  });
}
