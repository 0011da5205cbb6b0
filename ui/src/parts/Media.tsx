import { useState } from "react";
import { useText } from "../i18n";
import css from "./Media.module.css";

/** Past this many characters of base64 it is named, not drawn or played. */
const LARGE = 16_000_000;
/** Kinds of picture that hold a picture and nothing else. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** A picture that came as base64, no larger than its place. */
export function Picture({ data, type }: { data: string; type: string }) {
  const t = useText();
  const [broken, setBroken] = useState(false);
  if (!PICTURES.has(type) || data.length > LARGE || broken) {
    return <p className={css.note}>{t.parts.notDrawn}</p>;
  }
  return (
    <img
      className={css.picture}
      src={`data:${type};base64,${data}`}
      alt={t.parts.image}
      onError={() => setBroken(true)}
    />
  );
}

/** A sound that came as base64. It plays only when it is told to. */
export function Sound({ data, type }: { data: string; type: string }) {
  if (!type.startsWith("audio/") || data.length > LARGE) return null;
  return (
    // biome-ignore lint/a11y/useMediaCaption: what a server sends has no captions
    <audio controls preload="none" src={`data:${type};base64,${data}`} />
  );
}
