import { once } from "./once";

/** Numbers, sizes, lengths of time and dates as one language writes them. */
export interface Format {
  number(value: number): string;
  /** A number that is not known exactly, to two digits: `1,200`. */
  about(value: number): string;
  /** Money in dollars, from nano-dollars: `$12.40`, `$0.0031`. What is less than that has no digits. */
  money(nanos: number): string;
  /** Bytes, in powers of 1000: `78 bytes`, `24 kB`. */
  bytes(value: number): string;
  /** A length of time that has passed or was spent, from milliseconds: `7 ms`, `2.4 s`, `3 min`. */
  duration(ms: number): string;
  /** An age in whole units, for lists: `12 s`, `3 min`, `2 h`, `5 d`. */
  age(ms: number): string;
  /** A point in time: the time of day today, else the date. From milliseconds since 1970. */
  time(at: number): string;
  /** The same, shorter, for lists: without the time of other days, and without this year. */
  stamp(at: number): string;
  /** Date and time to the second. */
  moment(at: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** `a, b or c`. */
  choice(items: readonly string[]): string;
}

/** Nano-dollars of a dollar. */
const NANOS = 1_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The format of a language, as a BCP 47 tag. */
export function formatOf(language: string): Format {
  const number = once(() => new Intl.NumberFormat(language));
  const about = once(() => new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }));
  const dollars = (style: Intl.NumberFormatOptions) =>
    once(
      () =>
        new Intl.NumberFormat(language, {
          style: "currency",
          currency: "USD",
          currencyDisplay: "narrowSymbol",
          ...style,
        }),
    );
  const cents = dollars({});
  const parts = dollars({ minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const unit = (name: string, digits = 0, display: "narrow" | "short" | "long" = "narrow") =>
    once(
      () =>
        new Intl.NumberFormat(language, {
          style: "unit",
          unit: name,
          unitDisplay: display,
          maximumFractionDigits: digits,
        }),
    );
  const dates = (style: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(language, style));
  const lists = (type: "conjunction" | "disjunction") =>
    once(() => new Intl.ListFormat(language, { type }));
  const millisecond = unit("millisecond");
  const tenths = unit("second", 1);
  const second = unit("second");
  const minute = unit("minute");
  const hour = unit("hour");
  const day = unit("day");
  const byte = unit("byte", 0, "long");
  const kilobyte = unit("kilobyte", 0, "short");
  const megabyte = unit("megabyte", 1, "short");
  const clock = dates({ hour: "2-digit", minute: "2-digit" });
  const date = dates({ dateStyle: "medium", timeStyle: "short" });
  const dayOfYear = dates({ month: "short", day: "numeric" });
  const past = dates({ dateStyle: "medium" });
  const moment = dates({ dateStyle: "medium", timeStyle: "medium" });
  const and = lists("conjunction");
  const or = lists("disjunction");

  const age = (ms: number) => {
    const gone = Math.max(0, ms);
    if (gone < MINUTE) return second().format(Math.floor(gone / SECOND));
    if (gone < HOUR) return minute().format(Math.floor(gone / MINUTE));
    if (gone < DAY) return hour().format(Math.floor(gone / HOUR));
    return day().format(Math.floor(gone / DAY));
  };
  return {
    number: (value) => number().format(value),
    about: (value) => about().format(value),
    money: (nanos) => (nanos >= NANOS ? cents() : parts()).format(nanos / NANOS),
    bytes: (value) => {
      if (value < 1000) return byte().format(value);
      if (value < 1_000_000) return kilobyte().format(value / 1000);
      return megabyte().format(value / 1_000_000);
    },
    duration: (ms) => {
      if (ms < 100) return millisecond().format(ms);
      return ms < 10 * SECOND ? tenths().format(ms / SECOND) : age(ms);
    },
    age,
    time: (at) =>
      new Date(at).toDateString() === new Date().toDateString()
        ? clock().format(at)
        : date().format(at),
    stamp: (at) => {
      const [then, now] = [new Date(at), new Date()];
      if (then.toDateString() === now.toDateString()) return clock().format(at);
      return (then.getFullYear() === now.getFullYear() ? dayOfYear() : past()).format(at);
    },
    moment: (at) => moment().format(at),
    list: (items) => and().format(items),
    choice: (items) => or().format(items),
  };
}
