import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import css from "./Card.module.css";
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
  growing.end();
  growing.begin();
  expect(region.textContent).toBe("");
  growing.delta(1, "again");
  expect(region.textContent).toBe("again");
});

test("a group that holds a tab shows tabs, and no other one is measured by them", () => {
  const growing = openGrowing();
  render(<Stream growing={growing} label="The reply" />);
  growing.delta(1, `${"plain ".repeat(1_500)}\nand on`);
  growing.delta(2, " to a\ttab");
  growing.delta(3, `${" plain again".repeat(800)}\nend`);
  const shelf = screen.getByRole("region", { name: "The reply" }).firstElementChild;
  const groups = [...(shelf?.children ?? [])].map((group) =>
    group.classList.contains(css.tabs ?? ""),
  );
  expect(groups).toEqual([false, true, false]);
});
