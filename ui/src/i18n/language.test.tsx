import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openLanguage, setLanguage, useFormat, useText } from ".";

function Words() {
  return <p>{`${useText().app.history} ${useFormat().number(1234.5)}`}</p>;
}

afterEach(() => act(() => setLanguage("en")));

test("the language chosen before is there at the next start", async () => {
  localStorage.setItem("language", "vi");
  await openLanguage();
  render(<Words />);
  expect(screen.getByText("Lịch sử 1.234,5")).toBeTruthy();
  expect(document.documentElement.lang).toBe("vi");
});

test("of two languages chosen in a row the last one stays, whichever is loaded first", async () => {
  render(<Words />);
  await act(() => Promise.all([setLanguage("ko"), setLanguage("zh-Hans"), setLanguage("en")]));
  expect(screen.getByText("History 1,234.5")).toBeTruthy();
  expect(document.documentElement.lang).toBe("en");
});
