import { describe, expect, test } from "vitest";
import { server } from "../../test/world";
import { coarse, remaining } from "./patience";

const asked = { door: "pushed" as const, opened_at: 1_000_000 };
const waits = (seconds: number) =>
  server("s", {
    waits: {
      pushed: { kind: "likely", seconds, known: "seen" },
      pulled: { kind: "endless" },
    },
  });

describe("how long a server still waits", () => {
  test("counts from the arrival of its request", () => {
    const left = remaining(asked, waits(60), 1_020_000);
    expect(left).toEqual({ kind: "likely", ms: 40_000, known: "seen" });
    expect(remaining(asked, waits(60), 1_070_000)).toMatchObject({ ms: -10_000 });
  });

  test("is said as it is where there is no end, or nobody knows", () => {
    expect(remaining({ ...asked, door: "pulled" }, waits(60), 0)).toEqual({ kind: "endless" });
    expect(remaining(asked, server("s"), 0)).toEqual({ kind: "unknown" });
    expect(remaining(asked, undefined, 0)).toEqual({ kind: "unknown" });
  });

  test("does not run out where the server hears of us", () => {
    const informed = { ...asked, kept_informed: true };
    expect(remaining(informed, waits(3), 2_000_000)).toEqual({ kind: "informed" });
  });

  test("does not tick", () => {
    const seconds = [41, 40.2, 10, 3, 119, 120, 179, 600].map((left) => coarse(left * 1000) / 1000);
    expect(seconds).toEqual([50, 50, 10, 10, 120, 120, 120, 600]);
  });
});
