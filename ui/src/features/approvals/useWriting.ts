import { useEffect, useRef } from "react";
import type { ExchangeId, Writing } from "../../ipc/generated";
import { useEvents } from "../../state";

/** A text that grows. It is not React state: a long answer is appended to, not drawn anew. */
export interface Growing {
  text(): string;
  /** Hears what is appended; `null` means that the text began anew. Gives what ends it. */
  hear(listener: (piece: string | null) => void): () => void;
}

/** Joins a snapshot of a growing text with the deltas around it, whichever comes first. */
export function openGrowing(): Growing & {
  take(writing: Writing): void;
  delta(seq: number, piece: string): void;
  /** A try begins: what the one before it wrote goes. */
  begin(): void;
  /** The try is over: its text stays in sight, and what is late of it is not taken, until the next begins. */
  end(): void;
} {
  let text = "";
  let seq = 0;
  let early: { seq: number; piece: string }[] = [];
  let ended = false;
  const listeners = new Set<(piece: string | null) => void>();
  const tell = (piece: string | null) => {
    for (const listener of listeners) listener(piece);
  };
  const append = (piece: string) => {
    text += piece;
    tell(piece);
  };
  const begin = () => {
    if (!ended) return;
    ended = false;
    text = "";
    // Each try counts from 1 again.
    seq = 0;
    early = [];
    tell(null);
  };
  const drain = () => {
    early = early.filter((delta) => delta.seq > seq).sort((a, b) => a.seq - b.seq);
    while (early[0]?.seq === seq + 1) {
      const next = early.shift();
      if (!next) return;
      seq = next.seq;
      append(next.piece);
    }
  };
  return {
    text: () => text,
    hear: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take: (writing) => {
      if (ended || writing.seq <= seq) return;
      if (writing.text.startsWith(text)) {
        const more = writing.text.slice(text.length);
        seq = writing.seq;
        append(more);
      } else {
        seq = writing.seq;
        text = writing.text;
        tell(null);
      }
      drain();
    },
    delta: (at, piece) => {
      if (ended || at <= seq) return;
      early.push({ seq: at, piece });
      drain();
    },
    begin,
    end: () => {
      ended = true;
    },
  };
}

/** What a model writes and thinks for an exchange, as it comes. */
export function useWriting(
  id: ExchangeId,
  snapshot: Writing | undefined,
): { text: Growing; thinking: Growing } {
  const growing = useRef<Record<"text" | "thinking", ReturnType<typeof openGrowing>> | null>(null);
  growing.current ??= { text: openGrowing(), thinking: openGrowing() };
  const current = growing.current;

  useEffect(() => {
    if (!snapshot) return;
    current.text.take(snapshot);
    current.thinking.take({ seq: snapshot.seq, text: snapshot.thinking ?? "" });
  }, [current, snapshot]);

  useEvents((event) => {
    if (event.kind === "delta" && event.exchange === id) {
      current.text.delta(event.seq, event.text);
      current.thinking.delta(event.seq, event.thinking ?? "");
    }
    if (event.kind === "exchange" && event.exchange.id === id) {
      const step = event.exchange.state.name === "generating" ? "begin" : "end";
      current.text[step]();
      current.thinking[step]();
    }
  });
  return current;
}
