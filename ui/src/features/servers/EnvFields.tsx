import { useText } from "../../i18n";
import { Button, IconButton, TextField } from "../../kit";
import type { EnvDraft, Problem } from "./draft";
import css from "./ServerFields.module.css";

/** Environment variables or headers: names, and values that can be entered but never read. */
export function EnvFields({
  headers,
  env,
  onChange,
  problems,
}: {
  /** Whether they are headers. */
  headers: boolean;
  env: readonly EnvDraft[];
  onChange: (env: EnvDraft[]) => void;
  problems: readonly Problem[];
}) {
  const t = useText();
  const words = headers ? t.servers.headers : t.servers.variables;
  const set = (key: number, change: Partial<EnvDraft>) =>
    onChange(env.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => {
    const key = Math.max(-1, ...env.map((one) => one.key)) + 1;
    onChange([...env, { key, name: "", value: "", known: false }]);
  };
  return (
    <fieldset className={css.env}>
      <legend>{words.title}</legend>
      {env.map((one) => (
        <div key={one.key} className={css.variable}>
          {one.known ? (
            <code className={css.known}>{one.name}</code>
          ) : (
            <TextField
              mono
              labelHidden
              label={t.servers.envName}
              placeholder={t.servers.envName}
              value={one.name}
              onChange={(name) => set(one.key, { name })}
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
              />
              {one.known && (
                <Button small look="quiet" onPress={() => set(one.key, { value: null })}>
                  {t.servers.envKeep}
                </Button>
              )}
            </div>
          )}
          <IconButton
            icon="remove"
            label={words.remove(one.name)}
            onPress={() => onChange(env.filter((other) => other.key !== one.key))}
          />
        </div>
      ))}
      <Button small icon="plus" onPress={add}>
        {words.add}
      </Button>
      <p className={css.note}>{words.note}</p>
      {problems.includes("envName") && <p className={css.error}>{words.needsName}</p>}
      {problems.includes("envTwice") && <p className={css.error}>{t.servers.envTwice}</p>}
    </fieldset>
  );
}
