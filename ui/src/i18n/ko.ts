import type { Text } from "./en";
import { app } from "./ko/app";
import { choice } from "./ko/choice";
import { content } from "./ko/content";
import { history } from "./ko/history";
import { kit } from "./ko/kit";
import { models } from "./ko/models";
import { parts } from "./ko/parts";
import { questions } from "./ko/questions";
import { requests } from "./ko/requests";
import { servers } from "./ko/servers";
import { settings } from "./ko/settings";
import { waiting } from "./ko/waiting";

/** Every sentence of the window, in this language. */
export const ko: Text = {
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
