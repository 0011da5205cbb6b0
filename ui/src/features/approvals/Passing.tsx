import { useText } from "../../i18n";
import { PlainText } from "../../kit";
import css from "./Card.module.css";
import { type Item, linesOf } from "./item";

/** In place of a card while somebody walks past it: its name and its first line, and no decision. */
export function Passing({ item }: { item: Item }) {
  const t = useText();
  const { name, preview } = linesOf(item);
  return (
    <article className={css.card} aria-busy="true">
      <header className={css.header}>
        <h1>
          <PlainText>{item.kind === "exchange" ? t.requests.asks(name) : name}</PlainText>
        </h1>
        <p className={css.passing}>
          <PlainText>{preview}</PlainText>
        </p>
      </header>
    </article>
  );
}
