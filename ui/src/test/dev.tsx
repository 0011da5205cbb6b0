import "../styles/tokens.css";
import "../styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../app/App";
import { openLanguage } from "../i18n";
import { openStore } from "../state";
import { openFake } from "./fake";
import { type PlaceName, places } from "./places";
import { type Scene, scenes } from "./scenes";

// For looking at the window without the app: /dev.html?scene=desk&theme=dark. Not in the build.
const query = new URLSearchParams(location.search);
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;

const place = places[query.get("scene") as PlaceName]?.();
const { snapshot, details } = place ?? (scenes[query.get("scene") as Scene] ?? scenes.desk)();
const fake = openFake(snapshot, details);
fake.pace = 1200;
fake.history = place?.history ?? [];
fake.log = place?.log ?? [];
fake.local = place?.local ?? [];
fake.questions = place?.questions ?? [];
fake.script = Array.from({ length: 400 }, (_, at) => [
  `word ${at}${at % 23 === 22 ? ".\n\n" : " "}`,
  30,
]).flat();
Object.assign(globalThis, { fake });

const root = document.getElementById("root");
if (root) {
  void openLanguage().then(() =>
    createRoot(root).render(
      <StrictMode>
        <App store={openStore(fake)} />
      </StrictMode>,
    ),
  );
}
