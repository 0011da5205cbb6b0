import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { later } from "./later";

const Said = ({ text }: { text: string }) => <b>{text}</b>;
const Waiting = ({ text }: { text: string }) => <i>{text}</i>;

test("what is not loaded yet has something stand in its place, with the same properties", async () => {
  let open = (_: typeof Said) => {};
  const opened = new Promise<typeof Said>((resolve) => {
    open = resolve;
  });
  const Later = later(() => opened, Waiting);
  render(<Later text="hello" />);
  expect(screen.getByText("hello").tagName).toBe("I");
  open(Said);
  expect((await screen.findByText("hello", { selector: "b" })).tagName).toBe("B");
});

test("what was loaded before is drawn at once, and was loaded once", async () => {
  let loads = 0;
  const Later = later(async () => {
    loads += 1;
    return Said;
  }, Waiting);
  await Promise.all([Later.load(), Later.load()]);
  render(<Later text="hello" />);
  expect(screen.getByText("hello").tagName).toBe("B");
  expect(loads).toBe(1);
});
