import { useText } from "../../i18n";
import { Button, Notice } from "../../kit";
import { brokenAt, unanswered } from "./balance";
import { promptOf } from "./draft";
import { answerUse, sentMessages } from "./edits";
import type { PromptProps } from "./PromptExtras";

/** Said where an edit broke the order of tools, with what mends it. */
export function Unbalanced({ asked, draft, edit }: PromptProps) {
  const t = useText();
  const { messages } = promptOf(draft, asked);
  const broken = brokenAt(messages);
  if (broken === undefined) return null;
  const holder = sentMessages(draft)[broken];
  const place = holder ? draft.messages.indexOf(holder) + 1 : broken + 1;
  const open = unanswered(messages);
  return (
    <Notice
      tone="amber"
      actions={open.map((use) => (
        <Button
          key={`${use.message} ${use.id}`}
          small
          icon="plus"
          onPress={() => edit((now) => answerUse(now, use))}
        >
          {t.content.addResult(use.name)}
        </Button>
      ))}
    >
      {t.requests.remarkUnbalanced(String(place))}
    </Notice>
  );
}
