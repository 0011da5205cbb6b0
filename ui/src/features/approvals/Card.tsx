import { useEffect } from "react";
import { useText } from "../../i18n";
import type { ExchangeDetail, ExchangeId } from "../../ipc/generated";
import { Button, FaultPanel, Spinner } from "../../kit";
import { useExchange } from "../../state";
import css from "./Card.module.css";
import { CardHeader } from "./CardHeader";
import { Closed } from "./Closed";
import type { CardEvents } from "./cardEvents";
import { Gates } from "./Gates";
import { PromptGate } from "./PromptGate";
import { ReplyGate } from "./ReplyGate";
import { useWriting } from "./useWriting";
import { Writing } from "./Writing";

/** One exchange, from its arrival to its end. */
export function Card({ id, ...events }: { id: ExchangeId } & CardEvents) {
  const t = useText();
  const { detail, fault, again } = useExchange(id);
  const writing = useWriting(id, detail?.desk?.writing);
  if (!detail) {
    return (
      <article className={css.card}>
        <div className={css.loading}>
          {fault ? (
            <FaultPanel
              fault={fault}
              actions={
                <>
                  <Button small onPress={again}>
                    {t.app.tryAgain}
                  </Button>
                  <Button small look="quiet" onPress={events.onGone}>
                    {t.requests.closedNext}
                  </Button>
                </>
              }
            />
          ) : (
            <Spinner size={20} />
          )}
        </div>
      </article>
    );
  }
  return (
    <article className={css.card} aria-labelledby="card-title">
      <Focus key={detail.exchange.state.name} />
      <CardHeader exchange={detail.exchange} />
      <Gates detail={detail} />
      <Stage detail={detail} writing={writing} again={again} {...events} />
    </article>
  );
}

/**
 * Puts the focus on the card's heading when what had it is gone: a button that decided, an editor
 * of the card before. Somebody who walks through the queue stays there.
 */
function Focus() {
  useEffect(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) {
      document.getElementById("card-title")?.focus({ preventScroll: true });
    }
  }, []);
  return null;
}

function Stage({
  detail,
  writing,
  again,
  ...events
}: {
  detail: ExchangeDetail;
  writing: ReturnType<typeof useWriting>;
  again: () => void;
} & CardEvents) {
  const { state } = detail.exchange;
  switch (state.name) {
    case "received":
    case "prompt_review":
      return <PromptGate detail={detail} again={again} {...events} />;
    case "generating":
      return <Writing detail={detail} writing={writing} {...events} />;
    case "reply_review":
      return <ReplyGate detail={detail} again={again} {...events} />;
    case "released":
    case "refused":
    case "failed":
    case "withdrawn":
      return <Closed detail={detail} {...events} />;
  }
}
