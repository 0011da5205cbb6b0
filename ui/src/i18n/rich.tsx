import { Fragment, type ReactNode } from "react";

/** A sentence with marked places, `{name}`, filled with what is to stand there. */
export function rich(sentence: string, parts: Record<string, ReactNode>): ReactNode {
  return sentence.split(/(\{\w+\})/).map((piece, at) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other name
    return <Fragment key={at}>{name === undefined ? piece : (parts[name] ?? piece)}</Fragment>;
  });
}
