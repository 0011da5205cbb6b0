import type { AccountEdit, AccountView, Preset, ProviderKind } from "../../ipc/generated";
import {
  anew,
  keptSecrets,
  type SecretDraft,
  type SecretProblem,
  secretProblems,
  secretsOf,
} from "../../parts";
import {
  beginProgram,
  draftOfProgram,
  type ProgramDraft,
  type ProgramProblem,
  programOf,
  programProblems,
} from "./program";

/** An account as it is being edited. The key is not part of it. */
export interface AccountDraft {
  /** The provider's name among those that are known by name; empty for any other. */
  preset: string;
  kind: ProviderKind;
  name: string;
  base_url: string;
  /** The headers that go along with every request. */
  headers: SecretDraft[];
  /** The program that answers, of an account of kind `command`. */
  program?: ProgramDraft;
}

/** What keeps an account from being saved. */
export type Problem =
  | "address"
  | "blank"
  | "keyNeeded"
  | "keyMoved"
  | SecretProblem
  | ProgramProblem;

/** The provider of a name; the last one is any other. */
export function presetOf(presets: readonly Preset[], name: string): Preset | undefined {
  return presets.find((preset) => preset.name === name);
}

/** A draft that begins with a provider. */
export function beginWith(preset: Preset | undefined): AccountDraft {
  return {
    preset: preset?.name ?? "",
    kind: preset?.kind ?? "openai",
    name: "",
    base_url: preset?.base_url ?? "",
    headers: [],
    ...(preset?.program ? { program: beginProgram(preset) } : {}),
  };
}

/** An account, ready to be edited; a new one without it. */
export function draftOf(view: AccountView | null, presets: readonly Preset[]): AccountDraft {
  if (!view) return beginWith(presets[0]);
  const { kind, name, base_url, program } = view.account;
  const headers = keptSecrets(view.account.headers);
  if (program) {
    const known = presets.find((one) => one.program?.command === program.command);
    const any = presets.find((one) => one.program?.command === "");
    const preset = (known ?? any)?.name ?? "";
    return { preset, kind, name, base_url, headers, program: draftOfProgram(program) };
  }
  const preset = presets.find((one) => one.kind === kind && one.base_url === base_url);
  return { preset: preset?.name ?? "", kind, name, base_url, headers };
}

/** The address of a draft; `null` when it is none. */
export function addressOf(draft: AccountDraft): URL | null {
  try {
    const url = new URL(draft.base_url.trim());
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

/** Whether its address has a part that the person is to fill in. */
export function hasBlank(draft: AccountDraft): boolean {
  return /[A-Z]{4}/.test(draft.base_url);
}

/** Where a provider stands in the list of them. */
export function groupOf(preset: Preset): "provider" | "local" | "program" {
  if (preset.program) return "program";
  return URL.canParse(preset.base_url) && isLocal(new URL(preset.base_url)) ? "local" : "provider";
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

/** Whether what is kept would go somewhere else than before. */
export function moved(draft: AccountDraft, view: AccountView | null): boolean {
  return view !== null && bare(draft.base_url) !== bare(view.account.base_url);
}

/** The headers of a draft: at another address than before, no value that is kept counts. */
export function headersOf(draft: AccountDraft, view: AccountView | null): SecretDraft[] {
  return moved(draft, view) ? anew(draft.headers) : draft.headers;
}

/** Whether the provider at this address cannot be asked without a key. */
export function needsKey(draft: AccountDraft, presets: readonly Preset[]): boolean {
  return presets.some((preset) => preset.key && preset.base_url === bare(draft.base_url));
}

/** What must be mended before it can be saved. `hasKey` is whether one was entered. */
export function problemsOf(
  draft: AccountDraft,
  view: AccountView | null,
  presets: readonly Preset[],
  hasKey: boolean,
): Problem[] {
  if (draft.program) return programProblems(draft.program);
  const problems: Problem[] = [];
  if (!addressOf(draft)) problems.push("address");
  else if (hasBlank(draft)) problems.push("blank");
  if (view?.has_key && moved(draft, view) && !hasKey) problems.push("keyMoved");
  if (needsKey(draft, presets) && !hasKey && !view?.has_key) problems.push("keyNeeded");
  const headers = headersOf(draft, view);
  problems.push(...secretProblems(headers));
  if (headers.some((header) => header.value?.trim() === "")) problems.push("secretValue");
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
    headers: draft.program ? [] : secretsOf(headersOf(draft, view)),
    ...(draft.program ? { program: programOf(draft.program) } : {}),
    ...(view ? { id: view.account.id } : {}),
    ...(key === "" ? {} : { key }),
  };
}
