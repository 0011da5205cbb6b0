import { useFormat, useText } from "../../i18n";
import type { CallId, CallView } from "../../ipc/generated";
import { Button, PlainText } from "../../kit";
import { argumentsOf } from "../../state";
import css from "./Call.module.css";
import { callWords } from "./CallPane";

/** The runs of a tool in this session, newest first. */
export function RecentCalls({
  calls,
  shown,
  onShow,
  onReuse,
}: {
  calls: readonly CallView[];
  shown: CallId | null;
  onShow: (id: CallId) => void;
  onReuse: (call: CallView) => void;
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
                <PlainText>{JSON.stringify(argumentsOf(call.what))}</PlainText>
              </code>
              <span>{callWords(t, f, call, Date.now())}</span>
            </button>
            <Button small look="quiet" onPress={() => onReuse(call)}>
              {t.servers.reuse}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
