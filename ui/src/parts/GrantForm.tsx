import { useState } from "react";
import { useFormat, useText } from "../i18n";
import type { AccountId, AccountView, ModelRef, Place, ServerId } from "../ipc/generated";
import { Button, Checkbox, FaultPanel, Notice, Select, Spinner, TextField } from "../kit";
import { allowedOf, modelKey, sameModel, useAction, useRoute, useSnapshot } from "../state";
import css from "./parts.module.css";

/** From so many models on, a field narrows the list. */
const MANY = 8;
const FIRST = "first";

/** Which models a server may use: by name, by account or by place, a default, and one button. */
export function GrantForm({ server, onSaved }: { server: ServerId; onSaved?: () => void }) {
  const t = useText();
  const { go } = useRoute();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const save = useAction();
  const before = grants.find((grant) => grant.server === server);
  const [picked, setPicked] = useState<ModelRef[]>(before?.models ?? []);
  const [whole, setWhole] = useState<AccountId[]>(before?.accounts ?? []);
  const [place, setPlace] = useState<Place>(before?.place ?? "anywhere");
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
  const allowed = allowedOf(accounts, { models: picked, accounts: whole, place });
  const chosen =
    preferred && allowed.some((model) => sameModel(model, preferred)) ? preferred : null;
  const nothing = place === "anywhere" && picked.length === 0 && whole.length === 0;
  const nameOf = (model: ModelRef) =>
    accounts.find((view) => view.account.id === model.account)?.account.name;

  return (
    <div className={css.grant}>
      <Checkbox
        on={place === "here"}
        note={t.choice.grantHereNote}
        onChange={(on) => setPlace(on ? "here" : "anywhere")}
      >
        {t.choice.grantHere}
      </Checkbox>
      {place === "here" ? (
        <Here allowed={allowed} />
      ) : (
        <>
          {total > MANY && (
            <TextField label={t.parts.grantFilter} value={words} onChange={setWords} />
          )}
          {accounts.map((view) => (
            <AccountModels
              key={view.account.id}
              view={view}
              picked={picked}
              whole={whole.includes(view.account.id)}
              words={words}
              onChange={setPicked}
              onWhole={(on) =>
                setWhole(
                  on
                    ? [...whole, view.account.id]
                    : whole.filter((account) => account !== view.account.id),
                )
              }
            />
          ))}
        </>
      )}
      {allowed.length > 1 && (
        <Select
          label={t.parts.grantDefault}
          value={chosen ? modelKey(chosen) : FIRST}
          onChange={(key) => setPreferred(allowed.find((model) => modelKey(model) === key) ?? null)}
          options={[
            { key: FIRST, text: t.parts.grantFirst },
            ...allowed.map((model) => ({
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
          isDisabled={nothing}
          busy={save.busy}
          onPress={async () => {
            const named = place === "here" ? [] : picked;
            const done = await save.run("set_grant", {
              server,
              access: {
                models: named,
                ...(place === "anywhere" && whole.length > 0 ? { accounts: whole } : {}),
                ...(place === "here" ? { place } : {}),
                ...(chosen ? { default: chosen } : {}),
              },
            });
            if (done) onSaved?.();
          }}
        >
          {nothing
            ? t.parts.grantPick
            : place === "here"
              ? t.choice.grantSaveHere
              : whole.length > 0
                ? t.choice.grantSaveWhole
                : t.parts.grantSave(picked.length)}
        </Button>
      </div>
    </div>
  );
}

/** What "on this computer" means just now. */
function Here({ allowed }: { allowed: readonly ModelRef[] }) {
  const t = useText();
  const f = useFormat();
  if (allowed.length === 0) return <Notice tone="amber">{t.choice.grantHereNone}</Notice>;
  return (
    <p className={css.note}>{t.choice.grantHereNow(f.list(allowed.map((model) => model.model)))}</p>
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
  whole,
  words,
  onChange,
  onWhole,
}: {
  view: AccountView;
  picked: ModelRef[];
  whole: boolean;
  words: string;
  onChange: (picked: ModelRef[]) => void;
  onWhole: (whole: boolean) => void;
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
      <Checkbox on={whole} onChange={onWhole} note={t.choice.grantWholeNote}>
        {t.choice.grantWhole}
      </Checkbox>
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
      {models.length > 0 && !whole && (
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
      {!whole && (view.state.name === "ready" || view.state.name === "failed") && (
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
