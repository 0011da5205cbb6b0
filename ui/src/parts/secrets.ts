/** A name with a value that can be entered but never read, as it is being edited: an environment
 * variable, or a header. */
export interface SecretDraft {
  /** Names the row. */
  key: number;
  name: string;
  /** The new value; `null` while the one that is kept stays as it is. */
  value: string | null;
  /** Whether a value is kept for it already. */
  known: boolean;
}

/** What keeps a list of them from being saved: a name that is none, one that stands there twice, a
 * value that is missing. */
export type SecretProblem = "secretName" | "secretTwice" | "secretValue";

/** Those that are kept, ready to be edited. */
export function keptSecrets(names: readonly string[]): SecretDraft[] {
  return names.map((name, key) => ({ key, name, value: null, known: true }));
}

/** The same, where no value that is kept may be used. */
export function anew(secrets: readonly SecretDraft[]): SecretDraft[] {
  return secrets.map((one) => ({ ...one, value: one.value ?? "" }));
}

/** What is wrong with the name of one of a list; of two that are the same, with the later one. */
export function nameProblem(
  secrets: readonly SecretDraft[],
  one: SecretDraft,
): "secretName" | "secretTwice" | null {
  const name = one.name.trim();
  if (name === "" || /[=\s\0]/.test(name)) return "secretName";
  return secrets.find((other) => other.name.trim() === name) === one ? null : "secretTwice";
}

/** What must be mended in a list before it can be saved; empty values are for the caller to judge. */
export function secretProblems(secrets: readonly SecretDraft[]): SecretProblem[] {
  const found = secrets.map((one) => nameProblem(secrets, one));
  return [...new Set(found.filter((problem) => problem !== null))];
}

/** What is sent to be kept. */
export function secretsOf(secrets: readonly SecretDraft[]): { name: string; value?: string }[] {
  return secrets.map(({ name, value }) => ({
    name: name.trim(),
    ...(value === null ? {} : { value }),
  }));
}
