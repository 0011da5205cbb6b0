import { expect, test } from "vitest";
import type { Program } from "../../ipc/generated";
import {
  beginProgram,
  draftOfProgram,
  type ProgramDraft,
  programOf,
  programProblems,
} from "./program";

const draft: ProgramDraft = {
  line: "claude -p --model {model}",
  models: "a, b",
  at: "",
  seconds: 60,
};

test("a program is the same after it was edited without a change", () => {
  const program: Program = {
    command: "/opt/my tools/claude",
    args: ["-p", "--tools", "", "--say", "it's {model}"],
    output: { kind: "json", at: "/result" },
    models: ["a", "b"],
    seconds: 90,
  };
  expect(programOf(draftOfProgram(program))).toEqual(program);
});

test("what is known of a program fills the form in", () => {
  const known = { command: "claude", args: ["--tools", ""], models: ["sonnet", "opus"] };
  const preset = { name: "Claude Code", kind: "command", base_url: "", key: false } as const;
  const begun = beginProgram({ ...preset, program: known });
  expect(programOf(begun)).toMatchObject({
    command: "claude",
    args: ["--tools", ""],
    seconds: 300,
  });
});

test.each([
  [{}, []],
  [{ line: "" }, ["line", "which"]],
  [{ line: "claude 'half" }, ["quote", "which"]],
  [{ line: "KEY=1 claude {model}" }, ["line"]],
  [{ models: " , " }, ["models"]],
  [{ models: "-x" }, ["models"]],
  [{ line: "claude -p" }, ["which"]],
  [{ line: "claude -p", models: "a, a" }, []],
  [{ at: "result" }, ["place"]],
  [{ seconds: null }, ["seconds"]],
  [{ seconds: 3601 }, ["seconds"]],
] as const)("%o lacks %o", (change, problems) => {
  expect(programProblems({ ...draft, ...change })).toEqual(problems);
});
