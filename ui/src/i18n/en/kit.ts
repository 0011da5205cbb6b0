import { pluralOf } from "../plural";

const plural = pluralOf("en");

/** What the building blocks say by themselves. */
export const kit = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  remove: "Remove",
  showDetails: "Show details",
  hideDetails: "Hide details",
  hiddenCharacter: (code: string) => `A character that cannot be seen: ${code}`,
  unchanged: (n: number) =>
    plural(n, { one: "{n} unchanged character", other: "{n} unchanged characters" }),
  imageNotLoaded: "Image, not loaded",
  linkTo: "This link leads to",
  copy: "Copy",
  copied: "Copied",
  // What went wrong, by its code, where the sentence for it is not in the person's language. It is
  // written in English, so here there is none.
  faults: {} as Readonly<Partial<Record<string, string>>>,
};
