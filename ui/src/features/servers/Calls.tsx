import type { Called, CallId, ServerView, What } from "../../ipc/generated";
import { isOf, useSnapshot } from "../../state";
import { CallPane } from "./CallPane";
import { RecentCalls } from "./RecentCalls";
import css from "./Tools.module.css";
import type { ServerActions } from "./useServer";

/** The calls of one tool, prompt or resource in this session: the one chosen, else the newest, in full. */
export function Calls({
  server,
  called,
  actions,
  shown,
  onShow,
  onReuse,
}: {
  server: ServerView;
  called: Called;
  actions: ServerActions;
  /** The one that was chosen or has just begun. */
  shown: CallId | null;
  onShow: (id: CallId) => void;
  /** Puts a call's arguments into the form again; absent where there is no form. */
  onReuse?: (what: What) => void;
}) {
  const calls = useSnapshot((snapshot) => snapshot.calls).filter(
    (call) => call.server === server.id && isOf(call.what, called),
  );
  const call = calls.find((one) => one.id === shown) ?? calls.at(-1);
  if (!call) return null;
  return (
    <div className={css.outcome}>
      <CallPane
        key={call.id}
        call={call}
        showing={call.id === shown || call.state.name === "running"}
        server={server}
        actions={actions}
        onAgain={onShow}
      />
      <RecentCalls
        calls={calls}
        shown={call.id}
        onShow={onShow}
        {...(onReuse ? { onReuse: (one) => onReuse(one.what) } : {})}
      />
    </div>
  );
}
