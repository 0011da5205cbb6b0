import type { EnvSetting, Protocol, ServerSettings } from "../../ipc/generated";
import { lineOf, nameOf, parseLine } from "./commandLine";

/** An environment variable as it is being edited. */
export interface EnvDraft {
  /** Names the row. */
  key: number;
  name: string;
  /** The new value; `null` while the one that is kept stays as it is. */
  value: string | null;
  /** Whether a value is kept for it already. */
  known: boolean;
}

/** A server's settings as they are being edited. */
export interface ServerDraft {
  demo: boolean;
  name: string;
  line: string;
  env: EnvDraft[];
  cwd: string;
  protocol: Protocol;
  sampling: boolean;
}

/** What keeps a draft from being saved. */
export type Problem = "name" | "line" | "quote" | "envName" | "envTwice";

/** A new program. */
export const blank: ServerDraft = {
  demo: false,
  name: "",
  line: "",
  env: [],
  cwd: "",
  protocol: "auto",
  sampling: true,
};

/** Settings, ready to be edited. */
export function draftOf(settings: ServerSettings): ServerDraft {
  const { name, launch, protocol, sampling } = settings;
  if (launch.kind === "demo") return { ...blank, demo: true, name, protocol, sampling };
  return {
    demo: false,
    name,
    line: lineOf([launch.command, ...launch.args]),
    env: launch.env.map((variable, key) => ({
      key,
      name: variable.name,
      value: null,
      known: true,
    })),
    cwd: launch.cwd ?? "",
    protocol,
    sampling,
  };
}

/** The name to save it under: the one that was given, else one made from the command. */
export function nameIn(draft: ServerDraft): string {
  return draft.name.trim() || (draft.demo ? "" : nameOf(parseLine(draft.line)?.words ?? []));
}

/** All variables of a draft: those of its list, and those that its command line begins with. */
function variables(draft: ServerDraft): EnvSetting[] {
  const listed = draft.env.map(
    ({ name, value }): EnvSetting => ({
      name: name.trim(),
      ...(value === null ? {} : { value }),
    }),
  );
  const written = parseLine(draft.line)?.env ?? [];
  const replaced = new Set(written.map((variable) => variable.name));
  return [...listed.filter((variable) => !replaced.has(variable.name)), ...written];
}

/** What must be mended before it can be saved. */
export function problemsOf(draft: ServerDraft): Problem[] {
  const problems: Problem[] = [];
  if (nameIn(draft) === "") problems.push("name");
  if (draft.demo) return problems;
  const line = parseLine(draft.line);
  if (!line) problems.push("quote");
  else if (line.words.length === 0) problems.push("line");
  const names = draft.env.map((variable) => variable.name.trim());
  if (names.some((name) => name === "" || /[=\s\0]/.test(name))) problems.push("envName");
  if (new Set(names).size < names.length) problems.push("envTwice");
  return problems;
}

/** The settings that a draft without problems stands for. */
export function settingsOf(draft: ServerDraft): ServerSettings {
  const { protocol, sampling } = draft;
  const name = nameIn(draft);
  if (draft.demo) return { name, launch: { kind: "demo" }, protocol, sampling };
  const [command = "", ...args] = parseLine(draft.line)?.words ?? [];
  const cwd = draft.cwd.trim();
  const launch = { kind: "program" as const, command, args, env: variables(draft) };
  return { name, launch: cwd ? { ...launch, cwd } : launch, protocol, sampling };
}

/** Whether something else would be run than before, so that a person must agree to it. */
export function needsConsent(next: ServerSettings, before: ServerSettings | null): boolean {
  if (next.launch.kind === "demo") return false;
  if (before?.launch.kind !== "program") return true;
  const [a, b] = [next.launch, before.launch];
  const names = (env: readonly EnvSetting[]) => env.map((variable) => variable.name);
  return (
    JSON.stringify([a.command, a.args, a.cwd ?? "", names(a.env)]) !==
      JSON.stringify([b.command, b.args, b.cwd ?? "", names(b.env)]) ||
    a.env.some((variable) => variable.value !== undefined)
  );
}
