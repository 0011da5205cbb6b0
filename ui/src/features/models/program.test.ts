import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Program } from "../../ipc/generated";
import {
  beginProgram,
  draftOfProgram,
  type ProgramDraft,
  programOf,
  programProblems,
  TRIAL,
  unknownIn,
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

test("what stands for nothing in an argument is found, and JSON is not taken for it", () => {
  const line = `a {model} --m={modell} '{"permissions":{"deny":[]}}' {modell} \${HOME}`;
  expect(unknownIn({ ...draft, line })).toEqual(["{modell}", "{HOME}"]);
  expect(unknownIn(draft)).toEqual([]);
});

test("what is shown of a trial is what the engine sends", () => {
  const engine = readFileSync("../src-tauri/crates/providers/src/command.rs", "utf8");
  expect(engine).toContain(`const TRIAL: &str = "${TRIAL}";`);
});
