import type { Format, Text } from "../../i18n";
import type { Loss, Reason, Remark } from "../../ipc/generated";

/** Why this model was chosen, in words. */
export function reasonWords(t: Text, reason: Reason): string {
  switch (reason.kind) {
    case "hint":
      return t.requests.reasonHint(reason.hint);
    case "default":
      return t.requests.reasonDefault;
    case "only":
      return t.requests.reasonOnly;
    case "first":
      return t.requests.reasonFirst;
  }
}

/** What of the settings the model would not take, in words. */
export function lossWords(t: Text, loss: Loss): string {
  switch (loss.kind) {
    case "temperature":
      return t.requests.lossTemperature;
    case "stop_sequences":
      return loss.sent === 0 ? t.requests.lossStops : t.requests.lossStopsPast(loss.sent);
    case "tool_choice":
      return t.requests.lossToolChoice;
    case "tool_failure":
      return t.requests.lossToolFailure;
    case "structured_output":
      return t.requests.lossStructured;
  }
}

/** What a reader should notice, in words. */
export function remarkWords(t: Text, f: Format, remark: Remark): string {
  switch (remark.kind) {
    case "no_messages":
      return t.requests.remarkNoMessages;
    case "no_room":
      return t.requests.remarkNoRoom;
    case "huge_limit":
      return t.requests.remarkHugeLimit(f.number(remark.max_tokens));
    case "huge_text":
      return t.requests.remarkHugeText(f.bytes(remark.bytes));
    case "other_content":
      return t.requests.remarkOther(remark.blocks);
  }
}
