import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Stream } from "./Stream";
import { openGrowing } from "./useWriting";

test("a long text is there in order, and nothing holds more than a few of its groups", () => {
  const growing = openGrowing();
  render(<Stream growing={growing} label="The reply" />);
  const lines = Array.from({ length: 100 }, (_, at) => `${at} ${"words ".repeat(1_500)}`);
  lines.forEach((line, at) => {
    growing.delta(at + 1, `${line}\n`);
  });
  const region = screen.getByRole("region", { name: "The reply" });
  expect(region.textContent).toBe(lines.join(""));
  const sizes = [region, ...region.children].map((holder) => holder.childElementCount);
  expect(sizes).toEqual([4, 32, 32, 32, 5]);
  growing.clear();
  expect(region.textContent).toBe("");
  growing.delta(1, "again");
  expect(region.textContent).toBe("again");
});
