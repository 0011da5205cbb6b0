/**
 * JSON with line breaks and indents, for reading. Only white space between its parts changes: numbers,
 * texts and the order of fields stay as they were written, and so does what is no JSON at all.
 */
export function indented(json: string): string {
  let out = "";
  let depth = 0;
  let at = 0;
  const line = () => `\n${"  ".repeat(Math.max(0, depth))}`;
  while (at < json.length) {
    const character = json[at] ?? "";
    if (character === '"') {
      const end = endOfText(json, at);
      out += json.slice(at, end);
      at = end;
      continue;
    }
    at += 1;
    if (character === "{" || character === "[") {
      const next = afterSpace(json, at);
      const close = json[next];
      if (close === "}" || close === "]") {
        out += character + close;
        at = next + 1;
        continue;
      }
      depth += 1;
      out += character + line();
      at = next;
    } else if (character === "}" || character === "]") {
      depth -= 1;
      out += line() + character;
    } else if (character === ",") {
      out += character + line();
      at = afterSpace(json, at);
    } else if (character === ":") {
      out += ": ";
      at = afterSpace(json, at);
    } else if (!isSpace(character)) {
      out += character;
    }
  }
  return out;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}

function afterSpace(json: string, at: number): number {
  let next = at;
  while (isSpace(json[next])) next += 1;
  return next;
}

/** Where a text that begins here ends; texts are long, so they are not walked through bit by bit. */
function endOfText(json: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const quote = json.indexOf('"', at);
    if (quote < 0) return json.length;
    let slashes = 0;
    while (json[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
