import "./styles/tokens.css";
import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { openLanguage } from "./i18n";
import { app } from "./ipc/backend";
// Shows the window as it was set to look, before its first frame.
import "./kit/theme";
import { openStore } from "./state";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const store = openStore(app);
// Not awaited: the window is shown once this file has run.
void openLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App store={store} />
    </StrictMode>,
  ),
);
