/** An expression of a URI template (RFC 6570): its operator, and its variables. */
interface Expression {
  operator: string;
  variables: { name: string; prefix: number | null }[];
}

/** How each operator joins its values (RFC 6570, appendix A). */
const OPERATORS: Record<
  string,
  { first: string; between: string; named: boolean; empty: string; reserved: boolean }
> = {
  "": { first: "", between: ",", named: false, empty: "", reserved: false },
  "+": { first: "", between: ",", named: false, empty: "", reserved: true },
  "#": { first: "#", between: ",", named: false, empty: "", reserved: true },
  ".": { first: ".", between: ".", named: false, empty: "", reserved: false },
  "/": { first: "/", between: "/", named: false, empty: "", reserved: false },
  ";": { first: ";", between: ";", named: true, empty: "", reserved: false },
  "?": { first: "?", between: "&", named: true, empty: "=", reserved: false },
  "&": { first: "&", between: "&", named: true, empty: "=", reserved: false },
};

const EXPRESSION = /\{([+#./;?&]?)([^{}]+)\}/g;

function parsed(operator: string, list: string): Expression {
  const variables = list.split(",").map((spec) => {
    const [name = "", prefix] = spec.replace(/\*$/, "").split(":");
    return { name: name.trim(), prefix: prefix === undefined ? null : Number(prefix) };
  });
  return { operator, variables };
}

/** The names of a template's variables, in order, each once. */
export function variablesOf(template: string): string[] {
  const names = [...template.matchAll(EXPRESSION)].flatMap(([, operator = "", list = ""]) =>
    parsed(operator, list).variables.map((variable) => variable.name),
  );
  return [...new Set(names)];
}

function encoded(text: string, reserved: boolean): string {
  const all = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (!reserved) return all;
  // What is reserved stays as it is, and so does what is encoded already.
  return encodeURI(text)
    .replace(/%25([0-9A-Fa-f]{2})/g, "%$1")
    .replaceAll("%5B", "[")
    .replaceAll("%5D", "]");
}

/** The URI that a template becomes with these values; a variable without a value is left out. */
export function expand(template: string, values: Record<string, string>): string {
  return template.replace(EXPRESSION, (_, operator: string, list: string) => {
    const how = OPERATORS[operator];
    if (!how) return "";
    const pieces = parsed(operator, list).variables.flatMap(({ name, prefix }) => {
      const value = values[name];
      if (value === undefined) return [];
      const text = encoded(
        prefix === null ? value : [...value].slice(0, prefix).join(""),
        how.reserved,
      );
      if (!how.named) return [text];
      return [text === "" ? `${name}${how.empty}` : `${name}=${text}`];
    });
    return pieces.length === 0 ? "" : how.first + pieces.join(how.between);
  });
}
