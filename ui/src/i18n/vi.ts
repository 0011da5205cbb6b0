import type { Text } from "./en";
import { app } from "./vi/app";
import { choice } from "./vi/choice";
import { content } from "./vi/content";
import { history } from "./vi/history";
import { kit } from "./vi/kit";
import { models } from "./vi/models";
import { parts } from "./vi/parts";
import { questions } from "./vi/questions";
import { requests } from "./vi/requests";
import { servers } from "./vi/servers";
import { settings } from "./vi/settings";
import { waiting } from "./vi/waiting";

/** Every sentence of the window, in this language. */
export const vi: Text = {
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
