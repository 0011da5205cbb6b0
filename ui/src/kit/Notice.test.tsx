import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Language, languages, setLanguage, useText } from "../i18n";
import type { Fault, FaultCode } from "../ipc/generated";
import { FaultPanel } from "./Notice";

const fault: Fault = {
  code: "key_rejected",
  message: "api.example.com did not accept the key.",
  detail: '{"error":"invalid"}',
};

/** What is said of every code, in the language that is chosen. */
function Said({ said }: { said: (words: Readonly<Partial<Record<string, string>>>) => void }) {
  said(useText().kit.faults);
  return null;
}

afterEach(() => act(() => setLanguage("en")));

test("what went wrong is said in the person's language, before the sentence in English", async () => {
  render(<FaultPanel fault={fault} />);
  expect(screen.getByRole("alert").textContent).toBe(`${fault.message}Show details`);
  await act(() => setLanguage("vi"));
  expect(screen.getByText("Nhà cung cấp không chấp nhận khóa của tài khoản này.")).toBeTruthy();
  expect(screen.getByText(fault.message).getAttribute("lang")).toBe("en");
});

// The others are told by their sentence alone: it names the field, or what it is that failed.
const own: Record<Exclude<FaultCode, "invalid" | "internal" | "stopped">, true> = {
  vault_missing: true,
  vault_locked: true,
  vault_late: true,
  history_unreadable: true,
  key_rejected: true,
  model_gone: true,
  rate_limited: true,
  provider_unreachable: true,
  not_a_provider: true,
  provider_failed: true,
  server_failed: true,
  server_gone: true,
  era_mismatch: true,
  call_failed: true,
  not_found: true,
  too_late: true,
  not_granted: true,
};

const others = Object.keys(languages).filter((one) => one !== "en") as Language[];

test.each(others)("every code that tells enough has its words in %s", async (language) => {
  await act(() => setLanguage(language));
  let words: Readonly<Partial<Record<string, string>>> = {};
  render(<Said said={(now) => (words = now)} />);
  expect(Object.keys(words).sort()).toEqual(Object.keys(own).sort());
});
