import type { ReactNode } from "react";
import { useText } from "../i18n";
import { codeOf, hiddenCharacters } from "./hidden";
import css from "./PlainText.module.css";

/** A character that cannot be seen, made visible. */
function Ghost({ character }: { character: string }) {
  const t = useText();
  const code = codeOf(character);
  return (
    <span className={css.ghost} title={t.kit.hiddenCharacter(code)}>
      {code}
    </span>
  );
}

/** Text as it is, with what cannot be seen made visible. An inline run: wrap it in a block. */
export function PlainText({ children: text }: { children: string }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(hiddenCharacters())) {
    parts.push(text.slice(from, match.index));
    parts.push(<Ghost key={match.index} character={match[0]} />);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}
