// Makes every picture of Countersign from countersign.svg. README.md tells how to run it.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const work = mkdtempSync(join(tmpdir(), "countersign-icons-"));

/** Tauri's own command draws SVG; it lies among the UI's packages. */
function tauri(...args) {
  const ui = join(here, "..", "ui");
  execFileSync("npx", ["--no-install", "tauri", "icon", ...args], { cwd: ui, stdio: "inherit" });
}

/** Draws the seal alone, without its paper, into `<name>.png`. */
function tray(name, drawing) {
  const source = join(work, `${name}.svg`);
  const box = 'viewBox="160 152 704 704"';
  writeFileSync(source, `<svg xmlns="http://www.w3.org/2000/svg" ${box}>${drawing}</svg>`);
  tauri(source, "--png", "64", "--output", work);
  copyFileSync(join(work, "64x64.png"), join(here, `${name}.png`));
}

// What is bundled, out of all that Tauri makes.
tauri(join(here, "countersign.svg"), "--output", work);
const bundled = ["32x32.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];
for (const name of bundled) copyFileSync(join(work, name), join(here, name));

const signature = /<path id="signature"[^>]* d="([^"]+)"/.exec(
  readFileSync(join(here, "countersign.svg"), "utf8"),
)[1];
const cut = (rest) => `
  <mask id="cut">
    <rect x="160" y="152" width="704" height="704" fill="#fff"/>
    ${rest}
  </mask>`;
const pen = 'stroke-width="20" stroke-linejoin="round"';
const dot = 'cx="744" cy="272" r="120"';

// In colour, for panels that may be light or dark; an amber dot when something waits.
const seal = `<circle cx="512" cy="504" r="346" fill="#3a3fb0" mask="url(#cut)"/>
  <path d="${signature}" fill="#fff" stroke="#fff" ${pen} mask="url(#cut)"/>`;
tray("tray-idle", cut("") + seal);
tray(
  "tray-waiting",
  `${cut(`<circle cx="744" cy="272" r="164" fill="#000"/>`)}${seal}<circle ${dot} fill="#e8930c"/>`,
);

// In black, which macOS colours itself: a ring, filled when something waits.
tray(
  "tray-idle-template",
  `<circle cx="512" cy="504" r="318" fill="none" stroke="#000" stroke-width="56"/>
  <path d="${signature}" stroke="#000" ${pen}/>`,
);
tray(
  "tray-waiting-template",
  `${cut(`<path d="${signature}" fill="#000" stroke="#000" ${pen}/>`)}
  <circle cx="512" cy="504" r="346" mask="url(#cut)"/>`,
);

rmSync(work, { recursive: true });
