import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Markdown } from "./Markdown";

test("nothing of a model's text runs, loads or leads away", async () => {
  const text = [
    "<script>window.ran = true</script>",
    '<img src="https://example.org/a.png" onerror="window.ran = true">',
    "![spy](https://example.org/b.png?text=secret)",
    "[press me](javascript:window.ran=true)",
    "<https://example.org/c>",
  ].join("\n\n");
  await Markdown.load();
  const { container } = render(<Markdown>{text}</Markdown>);
  expect(container.querySelector("script, img, a, iframe, object, [src], [href]")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "press me" }));
  expect(screen.getByRole("status").textContent).toContain("javascript:window.ran=true");
  expect("ran" in window).toBe(false);
});
