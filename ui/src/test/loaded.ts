import { Shortcuts, screens } from "../app/Frame";
import { Requests } from "../features/approvals/Desk";
import { Diff, Editor, Markdown } from "../kit";

/** Loads all that is loaded later, so that it is drawn at once in the test that follows. */
export async function loaded(): Promise<void> {
  const later = [...Object.values(screens), Shortcuts, Requests, Diff, Editor, Markdown];
  await Promise.all(later.map((part) => ("load" in part ? part.load() : undefined)));
}
