import { expect, test } from "vitest";
import { openGrowing } from "./useWriting";

function opened() {
  const growing = openGrowing();
  const pieces: (string | null)[] = [];
  growing.hear((piece) => pieces.push(piece));
  return { growing, pieces };
}

test("deltas are appended in their order, each once", () => {
  const { growing, pieces } = opened();
  growing.delta(1, "a");
  growing.delta(3, "c");
  growing.delta(2, "b");
  growing.delta(2, "b");
  expect(growing.text()).toBe("abc");
  expect(pieces).toEqual(["a", "b", "c"]);
});

test("a snapshot takes the place of the deltas that it holds", () => {
  const { growing } = opened();
  growing.delta(5, "five");
  growing.delta(6, "six");
  growing.take({ seq: 5, text: "one to five" });
  expect(growing.text()).toBe("one to fivesix");
  growing.take({ seq: 3, text: "older" });
  expect(growing.text()).toBe("one to fivesix");
});

test("a snapshot that goes on from what is there is appended, not begun anew", () => {
  const { growing, pieces } = opened();
  growing.delta(1, "a");
  growing.take({ seq: 3, text: "abc" });
  expect(pieces).toEqual(["a", "bc"]);
});

test("another try begins anew and counts from one", () => {
  const { growing, pieces } = opened();
  growing.delta(1, "a");
  growing.end();
  growing.begin();
  growing.delta(1, "b");
  expect(growing.text()).toBe("b");
  expect(pieces).toEqual(["a", null, "b"]);
});

test("what a try wrote stays when it is over, and a late snapshot of it does not come into the next", () => {
  const { growing } = opened();
  growing.delta(1, "a");
  growing.end();
  growing.take({ seq: 2, text: "ab" });
  expect(growing.text()).toBe("a");
  growing.begin();
  growing.delta(1, "c");
  expect(growing.text()).toBe("c");
});
