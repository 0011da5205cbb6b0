import { useText } from "../../i18n";
import type { Exchange } from "../../ipc/generated";
import { Button, Popover, TextField } from "../../kit";
import css from "./Card.module.css";

/** Says no, with a reason or without. */
export function Refuse({
  exchange,
  open,
  onOpenChange,
  reason,
  onReason,
  busy,
  onRefuse,
}: {
  exchange: Exchange;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  reason: string;
  onReason: (reason: string) => void;
  busy: boolean;
  onRefuse: () => void;
}) {
  const t = useText();
  const reply = exchange.state.name === "reply_review";
  return (
    <Popover
      title={reply ? t.requests.refuseReplyTitle : t.requests.refuseTitle}
      isOpen={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button look="no" keys="Backspace">
          {t.requests.refuse}
        </Button>
      }
    >
      <div className={css.refuse}>
        <TextField
          label={t.requests.refuseReason}
          note={
            exchange.cause.door === "pulled" ? t.requests.refusePulled : t.requests.refusePushed
          }
          value={reason}
          onChange={onReason}
          autoFocus
          onSubmit={onRefuse}
        />
        <div className={css.row}>
          <Button look="quiet" onPress={() => onOpenChange(false)}>
            {t.kit.cancel}
          </Button>
          <Button look="no" busy={busy} onPress={onRefuse}>
            {t.requests.refuseNow}
          </Button>
        </div>
      </div>
    </Popover>
  );
}
