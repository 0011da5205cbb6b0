import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { Editor, PlainText } from "../../kit";
import css from "./Card.module.css";

/** Longer texts go into an editor at once: it draws only what is in sight. */
const LONG = 20_000;

/** For so long a place must stay in sight to count as seen, in milliseconds. */
export const DWELL_MS = 250;

/** Tells once that a place came into sight, or near it, and stayed there for a while. */
export function Sight({
  near = 0,
  dwell = 0,
  onSight,
  children,
}: {
  near?: number;
  dwell?: number;
  onSight: () => void;
  children?: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const told = useEffectEvent(onSight);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        clearTimeout(timer);
        if (!entries.at(-1)?.isIntersecting) return;
        timer = setTimeout(() => {
          observer.disconnect();
          told();
        }, dwell);
      },
      { rootMargin: `${near}px` },
    );
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [near, dwell]);
  return <div ref={place}>{children}</div>;
}

/** A text to be edited. It becomes an editor as it comes near, so that hundreds of them open at once. */
export function TextPart({
  value,
  label,
  edited,
  autoFocus = false,
  placeholder = "",
  minLines = 1,
  onChange,
}: {
  value: string;
  label: string;
  edited: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  minLines?: number;
  onChange: (value: string) => void;
}) {
  const [near, setNear] = useState(autoFocus || value.length > LONG || value === "");
  if (!near) {
    return (
      <Sight near={800} onSight={() => setNear(true)}>
        <div className={css.static}>
          <PlainText>{value}</PlainText>
        </div>
      </Sight>
    );
  }
  return (
    <Editor
      value={value}
      label={label}
      edited={edited}
      autoFocus={autoFocus}
      placeholder={placeholder}
      minLines={minLines}
      onChange={onChange}
    />
  );
}
