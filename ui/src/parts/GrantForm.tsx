import { useState } from "react";
import { useText } from "../i18n";
import type { AccountView, ModelRef, ServerId } from "../ipc/generated";
import { Button, Checkbox, FaultPanel, Select, Spinner, TextField } from "../kit";
import { modelKey, sameModel, useAction, useRoute, useSnapshot } from "../state";
import css from "./parts.module.css";

/** From so many models on, a field narrows the list. */
const MANY = 8;
const FIRST = "first";

/** Which models a server may use: a list by account, a default, and one button that says so. */
export function GrantForm({ server, onSaved }: { server: ServerId; onSaved?: () => void }) {
  const t = useText();
  const { go } = useRoute();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const save = useAction();
  const before = grants.find((grant) => grant.server === server);
  const [picked, setPicked] = useState<ModelRef[]>(before?.models ?? []);
  const [preferred, setPreferred] = useState<ModelRef | null>(before?.default ?? null);
  const [words, setWords] = useState("");

  if (accounts.length === 0) {
    return (
      <div className={css.grant}>
        <p className={css.note}>{t.parts.grantNoAccount}</p>
        <div className={css.row}>
          <Button onPress={() => go({ screen: "models" })}>{t.parts.grantAddAccount}</Button>
        </div>
      </div>
    );
  }
  const total = accounts.reduce((sum, view) => sum + known(view, []).length, 0);
  const chosen =
    preferred && picked.some((model) => sameModel(model, preferred)) ? preferred : null;
  const nameOf = (model: ModelRef) =>
    accounts.find((view) => view.account.id === model.account)?.account.name;

  return (
    <div className={css.grant}>
      {total > MANY && <TextField label={t.parts.grantFilter} value={words} onChange={setWords} />}
      {accounts.map((view) => (
        <AccountModels
          key={view.account.id}
          view={view}
          picked={picked}
          words={words}
          onChange={setPicked}
        />
      ))}
      {picked.length > 1 && (
        <Select
          label={t.parts.grantDefault}
          value={chosen ? modelKey(chosen) : FIRST}
          onChange={(key) => setPreferred(picked.find((model) => modelKey(model) === key) ?? null)}
          options={[
            { key: FIRST, text: t.parts.grantFirst },
            ...picked.map((model) => ({
              key: modelKey(model),
              text: model.model,
              note: nameOf(model) ?? "",
            })),
          ]}
        />
      )}
      {save.fault && <FaultPanel fault={save.fault} />}
      <div className={css.row}>
        <Button
          isDisabled={picked.length === 0}
          busy={save.busy}
          onPress={async () => {
            const done = await save.run("set_grant", {
              server,
              models: picked,
              ...(chosen ? { default: chosen } : {}),
            });
            if (done) onSaved?.();
          }}
        >
          {picked.length === 0 ? t.parts.grantPick : t.parts.grantSave(picked.length)}
        </Button>
      </div>
    </div>
  );
}

/** The models of an account: those it lists, and those that were picked although it does not. */
function known(view: AccountView, picked: readonly ModelRef[]): { id: string; name?: string }[] {
  const listed = view.state.name === "ready" ? view.state.models : [];
  const others = picked.filter(
    (model) => model.account === view.account.id && !listed.some((one) => one.id === model.model),
  );
  return [...listed, ...others.map((model) => ({ id: model.model }))];
}

function AccountModels({
  view,
  picked,
  words,
  onChange,
}: {
  view: AccountView;
  picked: ModelRef[];
  words: string;
  onChange: (picked: ModelRef[]) => void;
}) {
  const t = useText();
  const { go } = useRoute();
  const test = useAction();
  const account = view.account.id;
  const wanted = words.trim().toLowerCase();
  const models = known(view, picked).filter((model) =>
    `${model.id} ${model.name ?? ""}`.toLowerCase().includes(wanted),
  );
  return (
    <fieldset className={css.account}>
      <legend>{view.account.name}</legend>
      {view.state.name === "testing" && (
        <p className={css.row}>
          <Spinner /> <span className={css.note}>{t.parts.grantLoading}</span>
        </p>
      )}
      {view.state.name === "unknown" && (
        <div className={css.row}>
          <Button small busy={test.busy} onPress={() => test.run("test_account", { id: account })}>
            {t.parts.grantAsk}
          </Button>
        </div>
      )}
      {view.state.name === "failed" && (
        <FaultPanel
          fault={view.state.fault}
          actions={
            <Button small onPress={() => go({ screen: "models", account })}>
              {t.requests.toAccount}
            </Button>
          }
        />
      )}
      {test.fault && <FaultPanel fault={test.fault} />}
      {models.length > 0 && (
        <div className={css.models}>
          {models.map((model) => {
            const ref: ModelRef = { account, model: model.id };
            const on = picked.some((other) => sameModel(other, ref));
            return (
              <Checkbox
                key={model.id}
                on={on}
                note={model.name === model.id ? undefined : model.name}
                onChange={(next) =>
                  onChange(
                    next ? [...picked, ref] : picked.filter((other) => !sameModel(other, ref)),
                  )
                }
              >
                {model.id}
              </Checkbox>
            );
          })}
        </div>
      )}
      {view.state.name === "ready" && models.length === 0 && (
        <p className={css.note}>{t.parts.grantNothing}</p>
      )}
      {(view.state.name === "ready" || view.state.name === "failed") && (
        <OtherModel
          onAdd={(model) => {
            const ref = { account, model };
            if (!picked.some((other) => sameModel(other, ref))) onChange([...picked, ref]);
          }}
        />
      )}
    </fieldset>
  );
}

/** A model that the provider does not list, by its name. */
function OtherModel({ onAdd }: { onAdd: (model: string) => void }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  if (!open) {
    return (
      <div className={css.row}>
        <Button look="link" small onPress={() => setOpen(true)}>
          {t.parts.grantOther}
        </Button>
      </div>
    );
  }
  const add = () => {
    if (name.trim() === "") return;
    onAdd(name.trim());
    setName("");
    setOpen(false);
  };
  return (
    <div className={css.row}>
      <TextField
        label={t.parts.grantOther}
        labelHidden
        autoFocus
        mono
        placeholder={t.parts.grantOther}
        value={name}
        onChange={setName}
        onSubmit={add}
      />
      <Button small onPress={add}>
        {t.parts.grantAdd}
      </Button>
    </div>
  );
}
