import type { Text } from "./en";
import { app } from "./zh-Hans/app";
import { choice } from "./zh-Hans/choice";
import { content } from "./zh-Hans/content";
import { history } from "./zh-Hans/history";
import { kit } from "./zh-Hans/kit";
import { models } from "./zh-Hans/models";
import { parts } from "./zh-Hans/parts";
import { questions } from "./zh-Hans/questions";
import { requests } from "./zh-Hans/requests";
import { servers } from "./zh-Hans/servers";
import { settings } from "./zh-Hans/settings";
import { waiting } from "./zh-Hans/waiting";

/** Every sentence of the window, in this language. */
export const zhHans: Text = {
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
