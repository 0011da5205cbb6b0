import { later } from "./later";

/** Text as rendered Markdown. Safe: HTML stays text, nothing is loaded, no link can be followed. */
export const Markdown = later<{ children: string }>(() =>
  import("./MarkdownText").then((file) => file.MarkdownText),
);
