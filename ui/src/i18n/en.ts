import { app } from "./en/app";
import { choice } from "./en/choice";
import { content } from "./en/content";
import { history } from "./en/history";
import { kit } from "./en/kit";
import { models } from "./en/models";
import { parts } from "./en/parts";
import { questions } from "./en/questions";
import { requests } from "./en/requests";
import { servers } from "./en/servers";
import { settings } from "./en/settings";
import { waiting } from "./en/waiting";

/** Every sentence of the window, by where it stands. The other languages have exactly these. */
export const en = {
  app,
  choice,
  content,
  history,
  kit,
  models,
  parts,
  questions,
  requests,
  servers,
  settings,
  waiting,
};

/** What a language has to say. */
export type Text = typeof en;
