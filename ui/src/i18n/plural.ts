import { once } from "./once";

/** The forms of a phrase that counts. `{n}` stands for the number, written as the language writes it. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Makes the `plural` of a language: picks the form and writes the number into it. */
export function pluralOf(language: string): (n: number, forms: Forms) => string {
  const rules = once(() => new Intl.PluralRules(language));
  const number = once(() => new Intl.NumberFormat(language));
  return (n, forms) => (forms[rules().select(n)] ?? forms.other).replace("{n}", number().format(n));
}
