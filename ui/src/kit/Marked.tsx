import type { ReactNode } from "react";
import { spansOf } from "./find";
import css from "./Marked.module.css";
import { PlainText } from "./PlainText";

/** Text as it is, with the words of a search marked. An inline run: wrap it in a block. */
export function Marked({ children: text, find }: { children: string; find: string }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of spansOf(text, find)) {
    if (from > at) parts.push(<PlainText key={`t${at}`}>{text.slice(at, from)}</PlainText>);
    parts.push(
      <mark key={`m${from}`} className={css.mark}>
        <PlainText>{text.slice(from, to)}</PlainText>
      </mark>,
    );
    at = to;
  }
  parts.push(<PlainText key="end">{text.slice(at)}</PlainText>);
  return <>{parts}</>;
}
