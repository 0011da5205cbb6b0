import { useFormat, useText } from "../../i18n";
import type { CallId, CallView } from "../../ipc/generated";
import { Button, PlainText } from "../../kit";
import css from "./Call.module.css";
import { callWords } from "./CallPane";

/** The calls of a tool, a prompt or a resource in this session, newest first. */
export function RecentCalls({
  calls,
  shown,
  onShow,
  onReuse,
}: {
  calls: readonly CallView[];
  shown: CallId | null;
  onShow: (id: CallId) => void;
  onReuse?: (call: CallView) => void;
}) {
  const t = useText();
  const f = useFormat();
  return (
    <section className={css.recent} aria-label={t.servers.recent}>
      <h4>{t.servers.recent}</h4>
      <ul>
        {calls.toReversed().map((call) => (
          <li key={call.id} data-shown={call.id === shown}>
            <button
              type="button"
              aria-current={call.id === shown ? "true" : undefined}
              onClick={() => onShow(call.id)}
            >
              <time className="num">{f.time(call.started_at)}</time>
              <code>
                <PlainText>
                  {call.what.kind === "resource"
                    ? call.what.resource
                    : JSON.stringify(call.what.arguments)}
                </PlainText>
              </code>
              <span>
                {/* Nothing ticks here: how long it has been running stands with the call. */}
                {call.state.name === "running" ? t.servers.runningNow : callWords(t, f, call, 0)}
              </span>
            </button>
            {onReuse && (
              <Button small look="quiet" onPress={() => onReuse(call)}>
                {t.servers.reuse}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
