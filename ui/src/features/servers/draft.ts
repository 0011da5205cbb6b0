import type {
  EnvSetting,
  HeaderSetting,
  LogLevel,
  Protocol,
  ServerSettings,
} from "../../ipc/generated";
import {
  keptSecrets,
  lineOf,
  nameOf,
  parseLine,
  type SecretDraft,
  type SecretProblem,
  secretProblems,
  secretsOf,
} from "../../parts";

/** A server's settings as they are being edited. */
export interface ServerDraft {
  kind: ServerSettings["launch"]["kind"];
  name: string;
  line: string;
  url: string;
  /** Its variables; of a server at a URL, its headers. */
  env: SecretDraft[];
  cwd: string;
  protocol: Protocol;
  sampling: boolean;
  elicitation: boolean;
  /** Its folders are edited where its access is; a draft only carries them along. */
  roots?: string[];
  sampling_tools: boolean;
  log_level?: LogLevel | undefined;
}

/** What keeps a draft from being saved. */
export type Problem = "name" | "line" | "quote" | "url" | SecretProblem;

/** A new program. */
export const blank: ServerDraft = {
  kind: "program",
  name: "",
  line: "",
  url: "",
  env: [],
  cwd: "",
  protocol: "auto",
  sampling: true,
  elicitation: true,
  sampling_tools: true,
};

/** Settings, ready to be edited. */
export function draftOf(settings: ServerSettings): ServerDraft {
  const { launch, ...rest } = settings;
  const draft = { ...blank, ...rest, kind: launch.kind };
  if (launch.kind === "demo") return draft;
  if (launch.kind === "remote")
    return { ...draft, url: launch.url, env: keptSecrets(launch.headers.map((one) => one.name)) };
  const line = lineOf([launch.command, ...launch.args]);
  return {
    ...draft,
    line,
    env: keptSecrets(launch.env.map((one) => one.name)),
    cwd: launch.cwd ?? "",
  };
}

/** The name to save it under: the one that was given, else one made from the command. */
export function nameIn(draft: ServerDraft): string {
  const made = {
    demo: () => "",
    program: () => nameOf(parseLine(draft.line)?.words ?? []),
    remote: () => hostOf(draft.url) ?? "",
  };
  return draft.name.trim() || made[draft.kind]();
}

/** The host of a URL that can be asked; whether it may be is for the engine to say. */
function hostOf(url: string): string | null {
  const address = URL.parse(url.trim());
  return address && /^https?:$/.test(address.protocol) ? address.host : null;
}

/** All variables of a draft: those of its list, and those that its command line begins with. */
function variables(draft: ServerDraft): EnvSetting[] {
  const written = parseLine(draft.line)?.env ?? [];
  const replaced = new Set(written.map((variable) => variable.name));
  return [...secretsOf(draft.env).filter((variable) => !replaced.has(variable.name)), ...written];
}

/** What must be mended before it can be saved. */
export function problemsOf(draft: ServerDraft): Problem[] {
  const problems: Problem[] = [];
  if (nameIn(draft) === "") problems.push("name");
  if (draft.kind === "demo") return problems;
  const line = parseLine(draft.line);
  if (draft.kind === "remote") {
    if (hostOf(draft.url) === null) problems.push("url");
  } else if (!line) problems.push("quote");
  else if (line.words.length === 0) problems.push("line");
  return [...problems, ...secretProblems(draft.env)];
}

/** The settings that a draft without problems stands for. */
export function settingsOf(draft: ServerDraft): ServerSettings {
  const { protocol, sampling, elicitation, roots, sampling_tools, log_level } = draft;
  const rest = {
    protocol,
    sampling,
    elicitation,
    ...(roots ? { roots } : {}),
    sampling_tools,
    ...(log_level ? { log_level } : {}),
  };
  const name = nameIn(draft);
  if (draft.kind === "demo") return { name, launch: { kind: "demo" }, ...rest };
  if (draft.kind === "remote") {
    const launch = {
      kind: "remote" as const,
      url: draft.url.trim(),
      headers: secretsOf(draft.env),
    };
    return { name, launch, ...rest };
  }
  const [command = "", ...args] = parseLine(draft.line)?.words ?? [];
  const cwd = draft.cwd.trim();
  const launch = { kind: "program" as const, command, args, env: variables(draft) };
  return { name, launch: cwd ? { ...launch, cwd } : launch, ...rest };
}

/** Whether something else would be run or asked than before, so that a person must agree to it. */
export function needsConsent(next: ServerSettings, before: ServerSettings | null): boolean {
  const [a, b] = [next.launch, before?.launch];
  const names = (values: readonly (EnvSetting | HeaderSetting)[]) =>
    values.map((value) => value.name);
  if (a.kind === "demo") return false;
  if (a.kind === "remote") {
    return (
      b?.kind !== "remote" ||
      JSON.stringify([a.url, names(a.headers)]) !== JSON.stringify([b.url, names(b.headers)]) ||
      a.headers.some((header) => header.value !== undefined)
    );
  }
  if (b?.kind !== "program") return true;
  return (
    JSON.stringify([a.command, a.args, a.cwd ?? "", names(a.env)]) !==
      JSON.stringify([b.command, b.args, b.cwd ?? "", names(b.env)]) ||
    a.env.some((variable) => variable.value !== undefined)
  );
}
