import { later } from "./later";
import type { DiffProps } from "./TextDiff";

/** What changed between two texts, word by word, in the text itself. */
export const Diff = later<DiffProps>(() => import("./TextDiff").then((file) => file.TextDiff));
