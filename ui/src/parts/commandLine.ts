/** A command line taken apart. */
export interface Line {
  /** Variables set before the command, as in `KEY=value npx …`. */
  env: { name: string; value: string }[];
  /** The command and its arguments. */
  words: string[];
}

/** Whether this machine writes paths with backslashes, so that one is not an escape. */
export const backslashPaths = /^win/i.test(navigator.platform);

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;

/**
 * The words of a command line as a POSIX shell would part them; nothing in them is expanded.
 * `null` when a quote is not closed. With `literal`, a backslash is one, except before a quote.
 */
export function wordsOf(line: string, literal = backslashPaths): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? "";
    const next = line[at + 1];
    if (character === "\\" && quote !== "'" && next !== undefined) {
      const escapes = literal ? next === '"' : quote === null || '"\\$`\n'.includes(next);
      if (escapes) {
        if (next !== "\n") word = (word ?? "") + next;
        at++;
        continue;
      }
    }
    if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? "") + character;
    } else if (character === '"' || (character === "'" && !literal)) {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words;
}

/** Takes a pasted command line apart. `null` when a quote is not closed. */
export function parseLine(line: string, literal = backslashPaths): Line | null {
  const all = wordsOf(line, literal);
  if (!all) return null;
  // Copied from a page, a line often begins with the prompt.
  const words = all[0] === "$" ? all.slice(1) : all;
  const env: Line["env"] = [];
  for (const word of words) {
    const assignment = ASSIGNMENT.exec(word);
    if (!assignment) break;
    env.push({ name: assignment[1] ?? "", value: assignment[2] ?? "" });
  }
  return { env, words: words.slice(env.length) };
}

function quoted(word: string, literal: boolean): string {
  if (literal) return /^[^\s"]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
  return /^[\w@%+=:,./~{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Words as a command line that `wordsOf` takes apart into the same words. */
export function lineOf(words: readonly string[], literal = backslashPaths): string {
  return words.map((word) => quoted(word, literal)).join(" ");
}

/** A name for the server that a command starts: its package or script, without version and scope. */
export function nameOf(words: readonly string[]): string {
  const named = words.slice(1).filter((word) => !word.startsWith("-"));
  const runs = new Set(["run", "exec", "x", "dlx", "start"]);
  const chosen = named.find((word) => !runs.has(word)) ?? words[0] ?? "";
  const base = chosen.split(/[\\/]/).at(-1) ?? "";
  return base.replace(/@[^@]*$/, "").replace(/\.(js|mjs|cjs|ts|py|exe|sh|rb)$/, "") || base;
}
