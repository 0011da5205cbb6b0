import type { Format, Text } from "../../i18n";
import type { Loss, Oddity, Remark } from "../../ipc/generated";
import type { Unfit } from "../../parts";

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
    case "tool_names":
      return t.requests.lossToolNames(loss.tools);
    case "moved_media":
      return t.requests.lossMovedMedia;
    case "resources":
      return t.requests.lossResources;
    case "continuation":
      return t.requests.lossContinuation;
    case "max_tokens":
      return t.requests.lossMaxTokens;
    case "tools":
      return t.requests.lossTools;
    case "script":
      return t.requests.lossScript;
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
    case "unbalanced":
      return t.requests.remarkUnbalanced(f.number(remark.message + 1));
    case "no_tools":
      return t.content.cannotTools;
    case "odd":
      return oddityWords(t, remark.oddity);
  }
}

/** Why JSON cannot be taken, in words. */
export function unfitWords(t: Text, unfit: Unfit): string {
  return unfit.wanted === "known"
    ? t.content.jsonUnknown(unfit.at)
    : t.content.jsonUnfit(unfit.at, t.content.jsonWants[unfit.wanted]);
}

/** How many oddities these are, those not kept included. */
export function countOddities(oddities: readonly Oddity[]): number {
  return oddities.reduce((sum, one) => sum + (one.kind === "more" ? one.count : 1), 0);
}

/** What a server put in a way of its own, in words. */
export function oddityWords(t: Text, oddity: Oddity): string {
  switch (oddity.kind) {
    case "fraction":
      return t.requests.oddFraction(oddity.field);
    case "endless":
      return t.requests.oddEndless(oddity.field);
    case "priority":
      return t.requests.oddPriority(oddity.field);
    case "bare_text":
      return t.requests.oddBareText(oddity.field);
    case "base64":
      return t.requests.oddBase64(oddity.field);
    case "mime_type":
      return t.requests.oddMimeType(oddity.field, oddity.given, oddity.taken);
    case "unknown":
      return t.requests.oddUnknown(oddity.field);
    case "newer":
      return t.requests.oddNewer(oddity.field);
    case "more":
      return t.requests.oddMore(oddity.count);
  }
}
