import { PlainText } from "../kit";
import css from "./Command.module.css";

/** A command as it will be run: whole, one argument to a line, with what cannot be seen made visible: an empty one as `''`. */
export function Command({ words }: { words: readonly string[] }) {
  return (
    <ol className={css.command}>
      {words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: arguments have no names, and may be the same
        <li key={at}>
          <code>
            <PlainText>{word === "" ? "''" : word}</PlainText>
          </code>
        </li>
      ))}
    </ol>
  );
}
