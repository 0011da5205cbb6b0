import { useText } from "../../i18n";
import type { ExchangeDetail, Withdrawal } from "../../ipc/generated";
import { Button, FaultPanel, Notice } from "../../kit";
import { ContentBlock } from "../../parts";
import { useRoute, useSnapshot } from "../../state";
import css from "./Card.module.css";
import type { CardEvents } from "./cardEvents";
import { SentPrompt } from "./SentPrompt";
import { TooLate } from "./TooLate";

/** An exchange that ended while it was in sight: how, and the way on. */
export function Closed({ detail, next, onNext }: { detail: ExchangeDetail } & CardEvents) {
  const t = useText();
  const { go } = useRoute();
  const { exchange } = detail;
  const installed = useSnapshot((snapshot) =>
    snapshot.servers.some((server) => server.id === exchange.cause.server),
  );
  return (
    <>
      <div className={css.single}>
        <Ending detail={detail} />
        {exchange.state.name === "withdrawn" && <TooLate exchange={exchange} />}
        {exchange.returned?.reply.content.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a returned reply no longer changes
          <div key={at} className={css.static}>
            <ContentBlock content={block} />
          </div>
        ))}
        <SentPrompt exchange={exchange} />
      </div>
      <footer className={css.footer}>
        <Button
          look="quiet"
          icon="history"
          onPress={() => go({ screen: "history", exchange: exchange.id })}
        >
          {t.requests.closedHistory}
        </Button>
        {exchange.cause.call && installed && (
          <Button
            look="quiet"
            icon="servers"
            onPress={() => go({ screen: "servers", server: exchange.cause.server })}
          >
            {t.requests.closedCall}
          </Button>
        )}
        <span className={css.space} />
        {next !== null && (
          <Button look="sign" onPress={onNext}>
            {t.requests.closedNext}
          </Button>
        )}
      </footer>
    </>
  );
}

/** Whether it ended because the server, and not the person, did not wait. */
function noLongerWaits(why: Withdrawal): boolean {
  switch (why) {
    case "server_cancelled":
    case "server_gave_up":
    case "call_ended":
    case "server_gone":
      return true;
    case "call_cancelled":
    case "round_refused":
    case "app_closed":
      return false;
  }
}

function Ending({ detail }: { detail: ExchangeDetail }) {
  const t = useText();
  const { state } = detail.exchange;
  switch (state.name) {
    case "released":
      return <Notice>{t.requests.closedReleased}</Notice>;
    case "refused":
      return (
        <Notice tone="rose">
          {t.requests.closedRefused} {state.reason && <q>{state.reason}</q>}
        </Notice>
      );
    case "failed":
      return <FaultPanel title={t.requests.closedFailed} fault={state.fault} />;
    case "withdrawn":
      return (
        <Notice tone="amber">
          {noLongerWaits(state.why) && <b>{t.waiting.gaveUp}</b>} {t.parts.withdrawn[state.why]}{" "}
          {t.waiting.notDelivered}
        </Notice>
      );
    case "received":
    case "prompt_review":
    case "generating":
    case "reply_review":
      return null;
  }
}
