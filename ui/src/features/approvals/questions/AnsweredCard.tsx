import { useText } from "../../../i18n";
import { Button, Empty } from "../../../kit";
import card from "../Card.module.css";
import type { CardEvents } from "../cardEvents";

/** A question that was answered or withdrawn while it was looked at. */
export function AnsweredCard({ next, onNext }: Pick<CardEvents, "next" | "onNext">) {
  const t = useText();
  return (
    <article className={card.card} aria-labelledby="card-title">
      <Empty
        icon="requests"
        title={t.questions.over}
        action={<Button onPress={onNext}>{next ? t.requests.closedNext : t.questions.back}</Button>}
      >
        {t.questions.overNote}
      </Empty>
    </article>
  );
}
