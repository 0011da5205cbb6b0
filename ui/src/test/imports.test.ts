import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Lower layers first: each may import those before it, and itself. */
const layers = ["styles", "i18n", "kit", "ipc", "state", "parts", "features", "app", "main.tsx"];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "test" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

interface Import {
  from: string;
  to: string;
}

const files = sources(root);
const specifiers = /(?:from|import)\s*\(?\s*"([^"]+)"/g;
/** What is loaded together with a file: not types, nor what it loads later. */
const atOnce = /^(?:import|export) (type )?[^"();]*?"([^"]+)"/gm;
const packages = files.flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(specifiers)]
    .map((match) => ({ from: relative(root, file), to: match[1] ?? "" }))
    .filter((found) => !found.to.startsWith(".")),
);
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(specifiers)]
    .map((match) => match[1] ?? "")
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => ({
      from: relative(root, file),
      to: relative(root, resolve(dirname(file), specifier)),
    })),
);

const layerOf = (path: string) => layers.indexOf(path.split(sep)[0] ?? "");
const show = (found: Import) => `${found.from} imports ${found.to}`;

test("there is something to check", () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.length).toBeGreaterThan(80);
});

test("imports go from upper layers to lower ones", () => {
  const unknown = imports.filter((found) => layerOf(found.from) < 0 || layerOf(found.to) < 0);
  expect(unknown.map(show)).toEqual([]);
  const upward = imports.filter((found) => layerOf(found.to) > layerOf(found.from));
  expect(upward.map(show)).toEqual([]);
});

test("features do not import one another", () => {
  const featureOf = (path: string) => path.match(/^features[\\/]([^\\/]+)/)?.[1];
  const across = imports.filter((found) => {
    const [from, to] = [featureOf(found.from), featureOf(found.to)];
    return from !== undefined && to !== undefined && from !== to;
  });
  expect(across.map(show)).toEqual([]);
});

test("only ipc talks to the shell", () => {
  const elsewhere = packages.filter(
    (found) => found.to.startsWith("@tauri-apps/") && !found.from.startsWith("ipc"),
  );
  expect(elsewhere.map(show)).toEqual([]);
});

const known = new Set(files.map((file) => relative(root, file)));
const fileOf = (path: string) =>
  [path, `${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find((name) => known.has(name));

test("nothing imports itself by a detour", () => {
  const next = new Map<string, string[]>();
  for (const found of imports) {
    const to = fileOf(found.to);
    if (to) next.set(found.from, [...(next.get(found.from) ?? []), to]);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of known) visit(file, []);
  expect(cycles).toEqual([]);
});

test("the first frame waits for no editor, no Markdown, no other screen, no other language", () => {
  const begun = new Set<string>();
  const begin = (file: string) => {
    if (begun.has(file)) return;
    begun.add(file);
    const text = readFileSync(join(root, file), "utf8");
    for (const [, types, specifier = ""] of text.matchAll(atOnce)) {
      if (types) continue;
      const to = specifier.startsWith(".")
        ? fileOf(join(dirname(file), specifier))
        : `node_modules/${specifier}`;
      if (to?.startsWith("node_modules")) begun.add(to);
      else if (to) begin(to);
    }
  };
  begin("main.tsx");
  expect(begun.size).toBeGreaterThan(40);
  const later =
    /@codemirror|@lezer|markdown|remark|features.(servers|models|history)|i18n.(vi|ko|zh)/;
  expect([...begun].filter((file) => later.test(file) && !file.endsWith("Markdown.tsx"))).toEqual(
    [],
  );
});
