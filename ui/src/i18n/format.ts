/** Numbers, sizes, lengths of time and dates as one language writes them. */
export interface Format {
  number(value: number): string;
  /** Bytes, in powers of 1000: `24 kB`. */
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

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The format of a language, as a BCP 47 tag. */
export function formatOf(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const unit = (name: string, digits = 0, display: "narrow" | "short" = "narrow") =>
    new Intl.NumberFormat(language, {
      style: "unit",
      unit: name,
      unitDisplay: display,
      maximumFractionDigits: digits,
    });
  const units = {
    millisecond: unit("millisecond"),
    tenths: unit("second", 1),
    second: unit("second"),
    minute: unit("minute"),
    hour: unit("hour"),
    day: unit("day"),
    byte: unit("byte", 0, "short"),
    kilobyte: unit("kilobyte", 0, "short"),
    megabyte: unit("megabyte", 1, "short"),
  };
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
  const past = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
  const and = new Intl.ListFormat(language, { type: "conjunction" });
  const or = new Intl.ListFormat(language, { type: "disjunction" });

  const age = (ms: number) => {
    const past = Math.max(0, ms);
    if (past < MINUTE) return units.second.format(Math.floor(past / SECOND));
    if (past < HOUR) return units.minute.format(Math.floor(past / MINUTE));
    if (past < DAY) return units.hour.format(Math.floor(past / HOUR));
    return units.day.format(Math.floor(past / DAY));
  };
  return {
    number: (value) => number.format(value),
    bytes: (value) => {
      if (value < 1000) return units.byte.format(value);
      if (value < 1_000_000) return units.kilobyte.format(value / 1000);
      return units.megabyte.format(value / 1_000_000);
    },
    duration: (ms) => {
      if (ms < 100) return units.millisecond.format(ms);
      return ms < 10 * SECOND ? units.tenths.format(ms / SECOND) : age(ms);
    },
    age,
    time: (at) =>
      new Date(at).toDateString() === new Date().toDateString()
        ? clock.format(at)
        : date.format(at),
    stamp: (at) => {
      const [then, now] = [new Date(at), new Date()];
      if (then.toDateString() === now.toDateString()) return clock.format(at);
      return (then.getFullYear() === now.getFullYear() ? day : past).format(at);
    },
    moment: (at) => moment.format(at),
    list: (items) => and.format(items),
    choice: (items) => or.format(items),
  };
}
