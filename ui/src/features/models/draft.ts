import type { AccountEdit, AccountView, ProviderKind } from "../../ipc/generated";

/** Where each provider is, unless another address is given. */
export const addresses: Record<ProviderKind, string> = {
  anthropic: "https://api.anthropic.com",
  openai: "https://api.openai.com/v1",
};

/** An account as it is being edited. The key is not part of it. */
export interface AccountDraft {
  kind: ProviderKind;
  name: string;
  base_url: string;
}

/** What keeps an account from being saved. */
export type Problem = "address" | "keyNeeded" | "keyMoved";

/** An account, ready to be edited; a new one without it. */
export function draftOf(view: AccountView | null): AccountDraft {
  if (!view) return { kind: "anthropic", name: "", base_url: "" };
  const { kind, name, base_url } = view.account;
  return { kind, name, base_url: base_url === addresses[kind] ? "" : base_url };
}

/** The address of a draft; `null` when it is none. */
export function addressOf(draft: AccountDraft): URL | null {
  try {
    const url = new URL(draft.base_url.trim() || addresses[draft.kind]);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

/** Whether an address is this computer itself. */
export function isLocal(url: URL): boolean {
  const { hostname } = url;
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\./.test(hostname)
  );
}

function bare(address: string): string {
  return address.trim().replace(/\/+$/, "");
}

/** Whether the key that is kept would go somewhere else than before. */
export function moved(draft: AccountDraft, view: AccountView | null): boolean {
  const next = bare(draft.base_url) || addresses[draft.kind];
  return view?.has_key === true && next !== bare(view.account.base_url);
}

/** Whether the provider at this address cannot be asked without a key. */
export function needsKey(draft: AccountDraft): boolean {
  return bare(draft.base_url) === "" || bare(draft.base_url) === addresses[draft.kind];
}

/** What must be mended before it can be saved. `hasKey` is whether one was entered. */
export function problemsOf(
  draft: AccountDraft,
  view: AccountView | null,
  hasKey: boolean,
): Problem[] {
  const problems: Problem[] = [];
  if (!addressOf(draft)) problems.push("address");
  if (moved(draft, view) && !hasKey) problems.push("keyMoved");
  if (needsKey(draft) && !hasKey && !view?.has_key) problems.push("keyNeeded");
  return problems;
}

/** What is sent to be kept. */
export function editOf(
  draft: AccountDraft,
  view: AccountView | null,
  key: string,
  name: string,
): AccountEdit {
  return {
    kind: draft.kind,
    name: draft.name.trim() || name,
    base_url: draft.base_url.trim(),
    ...(view ? { id: view.account.id } : {}),
    ...(key === "" ? {} : { key }),
  };
}
