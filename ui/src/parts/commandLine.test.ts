import { describe, expect, test } from "vitest";
import { lineOf, nameOf, parseLine, wordsOf } from "./commandLine";

describe("a command line is parted as a shell parts it", () => {
  test.each([
    ["npx -y server", ["npx", "-y", "server"]],
    ["  npx\t-y \n server  ", ["npx", "-y", "server"]],
    [`sh -c 'echo "a  b" $HOME'`, ["sh", "-c", 'echo "a  b" $HOME']],
    [`uvx --root="/srv/my notes"`, ["uvx", "--root=/srv/my notes"]],
    [String.raw`cmd a\ b "c\"d" "e\nf"`, ["cmd", "a b", 'c"d', String.raw`e\nf`]],
    [`cmd '' ""`, ["cmd", "", ""]],
    ["npx \\\n  -y \\\n  server", ["npx", "-y", "server"]],
    ["cmd a|b > c && d", ["cmd", "a|b", ">", "c", "&&", "d"]],
    ["서버 --경로=/문서", ["서버", "--경로=/문서"]],
    ["", []],
  ])("%j", (line, words) => {
    expect(wordsOf(line, false)).toEqual(words);
  });

  test.each([`npx "open`, "npx 'open", `a "b' c`])("an open quote in %j is noticed", (line) => {
    expect(wordsOf(line, false)).toBeNull();
  });

  test("where paths have backslashes, they stay", () => {
    const line = String.raw`C:\tools\node.exe "C:\my servers\run.js" it's`;
    expect(wordsOf(line, true)).toEqual([
      String.raw`C:\tools\node.exe`,
      String.raw`C:\my servers\run.js`,
      "it's",
    ]);
  });
});

test("what is shown is parted into the same words again", () => {
  const words = ["uvx", "", "a b", "it's", '"', "$HOME", "a\\b", "--x=y", "*", "ü", "a\nb"];
  expect(wordsOf(lineOf(words, false), false)).toEqual(words);
  const plain = ["C:\\a b\\c.exe", "", 'say "hi"', "x"];
  expect(wordsOf(lineOf(plain, true), true)).toEqual(plain);
});

test("variables before the command are variables, after it they are arguments", () => {
  expect(parseLine("$ KEY='a b' DEBUG= npx server MODE=x", false)).toEqual({
    env: [
      { name: "KEY", value: "a b" },
      { name: "DEBUG", value: "" },
    ],
    words: ["npx", "server", "MODE=x"],
  });
});

test.each([
  [["npx", "-y", "@modelcontextprotocol/server-everything@1.2.0"], "server-everything"],
  [["uv", "run", "notes.py"], "notes"],
  [["/usr/bin/notes-mcp"], "notes-mcp"],
  [[], ""],
])("a name is made from %j", (words, name) => {
  expect(nameOf(words)).toBe(name);
});
