import { type Text, useText } from "../i18n";
import { Button, IconButton, TextField } from "../kit";
import css from "./SecretFields.module.css";
import { nameProblem, type SecretDraft } from "./secrets";

/** Environment variables or headers: names, and values that can be entered but never read. */
export function SecretFields({
  words,
  secrets,
  onChange,
  problems,
  replaceable = true,
}: {
  /** What they are called. */
  words: Text["servers"]["headers"];
  secrets: readonly SecretDraft[];
  onChange: (secrets: SecretDraft[]) => void;
  /** What to say is wrong. */
  problems: readonly string[];
  /** Whether a value that is kept may stay as it is. */
  replaceable?: boolean;
}) {
  const t = useText();
  const set = (key: number, change: Partial<SecretDraft>) =>
    onChange(secrets.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => {
    const key = Math.max(-1, ...secrets.map((one) => one.key)) + 1;
    onChange([...secrets, { key, name: "", value: "", known: false }]);
  };
  const nameError = (one: SecretDraft) => {
    const problem = nameProblem(secrets, one);
    if (problem === null || !problems.includes(problem)) return undefined;
    return problem === "secretName" ? words.needsName : t.servers.envTwice;
  };
  return (
    <fieldset className={css.list}>
      <legend>{words.title}</legend>
      {secrets.map((one) => (
        <div key={one.key} className={css.one}>
          {one.known ? (
            <code className={css.known}>{one.name}</code>
          ) : (
            <TextField
              mono
              labelHidden
              label={`${words.title}: ${t.servers.envName}`}
              placeholder={t.servers.envName}
              value={one.name}
              onChange={(name) => set(one.key, { name })}
              error={nameError(one)}
              autoFocus={one.name === ""}
            />
          )}
          {one.value === null ? (
            <div className={css.keptValue}>
              <span>{t.servers.envKept}</span>
              <Button small onPress={() => set(one.key, { value: "" })}>
                {t.servers.envReplace}
              </Button>
            </div>
          ) : (
            <div className={css.newValue}>
              <TextField
                secret
                mono
                labelHidden
                label={`${t.servers.envValue} ${one.name}`}
                placeholder={t.servers.envValue}
                value={one.value}
                onChange={(value) => set(one.key, { value })}
                error={
                  problems.includes("secretValue") && one.value.trim() === ""
                    ? t.servers.envNeeded
                    : undefined
                }
              />
              {one.known && replaceable && (
                <Button small look="quiet" onPress={() => set(one.key, { value: null })}>
                  {t.servers.envKeep}
                </Button>
              )}
            </div>
          )}
          <IconButton
            icon="remove"
            label={words.remove(one.name)}
            onPress={() => onChange(secrets.filter((other) => other.key !== one.key))}
          />
        </div>
      ))}
      <Button small icon="plus" onPress={add}>
        {words.add}
      </Button>
      <p className={css.note}>{words.note}</p>
    </fieldset>
  );
}
