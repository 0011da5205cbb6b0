import type { Preset, Program } from "../../ipc/generated";
import { lineOf, parseLine } from "../../parts";

/** A program that answers, as it is being edited. */
export interface ProgramDraft {
  /** The command and its arguments, as a shell would be given them. */
  line: string;
  /** The names of its models, parted by commas. */
  models: string;
  /** Where in the JSON that it writes the answer is; empty where all of it is the answer. */
  at: string;
  /** How long it may take. */
  seconds: number | null;
}

/** What keeps a program from being asked. */
export type ProgramProblem = "line" | "quote" | "models" | "which" | "place" | "seconds";

/** What stands for the model's name in an argument. */
export const MODEL = "{model}";
/** What a trial asks, word for word as the engine sends it: `TRIAL` in `providers/src/command.rs`. */
export const TRIAL = "Answer with one short sentence: which model are you?";
/** The longest that a program may be given, in seconds. */
export const LONGEST = 3600;
const USUAL = 300;

/** A draft that begins with a program that is known by name. */
export function beginProgram(preset: Preset | undefined): ProgramDraft {
  const known = preset?.program;
  return {
    line: known?.command ? lineOf([known.command, ...known.args]) : "",
    models: known?.models.join(", ") ?? "",
    at: known?.at ?? "",
    seconds: USUAL,
  };
}

/** A program that is kept, ready to be edited. */
export function draftOfProgram(program: Program): ProgramDraft {
  return {
    line: lineOf([program.command, ...program.args]),
    models: program.models.join(", "),
    at: program.output.kind === "json" ? program.output.at : "",
    seconds: program.seconds,
  };
}

/** The draft as it is kept. */
export function programOf(draft: ProgramDraft): Program {
  const [command = "", ...args] = parseLine(draft.line)?.words ?? [];
  const at = draft.at.trim();
  return {
    command,
    args,
    output: at === "" ? { kind: "text" } : { kind: "json", at },
    models: namesOf(draft.models),
    seconds: draft.seconds ?? 0,
  };
}

/** What looks as if it stood for something in an argument, and does not: `{modell}`. */
export function unknownIn(draft: ProgramDraft): string[] {
  const found = programOf(draft).args.flatMap((arg) => arg.match(/\{\w+\}/g) ?? []);
  return [...new Set(found.filter((one) => one !== MODEL))];
}

function namesOf(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/** What must be mended before it can be kept. */
export function programProblems(draft: ProgramDraft): ProgramProblem[] {
  const line = parseLine(draft.line);
  const { args, models, output, seconds } = programOf(draft);
  const problems: ProgramProblem[] = [];
  if (!line) problems.push("quote");
  else if (line.words.length === 0 || line.env.length > 0) problems.push("line");
  if (models.length === 0 || models.some((model) => model.startsWith("-"))) problems.push("models");
  if (models.length > 1 && !args.some((arg) => arg.includes(MODEL))) problems.push("which");
  if (output.kind === "json" && !output.at.startsWith("/")) problems.push("place");
  if (seconds < 1 || seconds > LONGEST) problems.push("seconds");
  return problems;
}
