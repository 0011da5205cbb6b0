import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { AccountView, Model, ModelRef } from "../../ipc/generated";
import {
  Button,
  Confirm,
  FaultPanel,
  FindField,
  Notice,
  Pane,
  PaneFacts,
  PlainText,
  Spinner,
  StateWords,
  VirtualList,
} from "../../kit";
import { sameModel, useAction, useSnapshot } from "../../state";
import { toneOf, useStateWords } from "./AccountRow";
import { isLocal } from "./draft";
import css from "./Models.module.css";

/** From so many models on, a field narrows the list. */
const MANY = 8;

/** One account: where it is, how it is, and its models. */
export function AccountPane({ view, onEdit }: { view: AccountView; onEdit: () => void }) {
  const t = useText();
  const test = useAction();
  const { account, state } = view;
  // A test that failed says why as the account's state.
  const fault = state.name === "failed" ? null : test.fault;
  return (
    <Pane
      label={account.name}
      title={<PlainText>{account.name}</PlainText>}
      lines={<Facts view={view} />}
      actions={
        <>
          <Button
            icon="again"
            busy={test.busy || state.name === "testing"}
            onPress={() => void test.run("test_account", { id: account.id })}
          >
            {t.models.test}
          </Button>
          {state.name !== "failed" && (
            <Button icon="edit" onPress={onEdit}>
              {t.models.edit}
            </Button>
          )}
          <Remove view={view} />
        </>
      }
      below={
        (state.name === "failed" || fault) && (
          <>
            {state.name === "failed" && (
              <FaultPanel
                fault={state.fault}
                actions={<Button onPress={onEdit}>{t.models.edit}</Button>}
              />
            )}
            {fault && <FaultPanel fault={fault} />}
          </>
        )
      }
    >
      <Listed view={view} />
    </Pane>
  );
}

function Facts({ view }: { view: AccountView }) {
  const t = useText();
  const f = useFormat();
  const words = useStateWords(view.state);
  const memory = useSnapshot((snapshot) => snapshot.storage.kind === "session_only");
  const { account, state } = view;
  const url = new URL(account.base_url);
  return (
    <>
      <PaneFacts>
        <StateWords live tone={toneOf(state)}>
          {words}
        </StateWords>
        {(state.name === "ready" || state.name === "failed") && (
          <span className="num">{t.models.checked(f.time(state.at))}</span>
        )}
        <span>{t.models.kinds[account.kind]}</span>
        <span>
          {view.has_key
            ? memory
              ? t.models.withKeyMemory
              : t.models.withKey
            : t.models.withoutKey}
        </span>
      </PaneFacts>
      <p className={css.address}>
        {t.models.address} <code>{account.base_url}</code>
      </p>
      {url.protocol === "http:" && !isLocal(url) && <Notice tone="amber">{t.models.plain}</Notice>}
    </>
  );
}

/** Which servers may use a model, by name. */
function useUsers(): (model: ModelRef) => string[] {
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  return (model) =>
    servers
      .filter((server) =>
        grants.some(
          (grant) =>
            grant.server === server.id &&
            !server.changed &&
            grant.models.some((one) => sameModel(one, model)),
        ),
      )
      .map((server) => server.settings.name);
}

function Listed({ view }: { view: AccountView }) {
  const t = useText();
  const f = useFormat();
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const users = useUsers();
  const [words, setWords] = useState("");
  const account = view.account.id;
  if (view.state.name === "testing") {
    return (
      <p className={css.none}>
        <Spinner /> {t.models.testing}
      </p>
    );
  }
  const listed: (Model & { gone?: boolean })[] =
    view.state.name === "ready" ? view.state.models : [];
  const gone = grants
    .flatMap((grant) => grant.models)
    .filter((one) => one.account === account && !listed.some((model) => model.id === one.model))
    .map((one) => one.model);
  const all = [...listed, ...[...new Set(gone)].map((id) => ({ id, gone: true }))];
  const wanted = words.trim().toLowerCase();
  const shown = all.filter((model) =>
    `${model.id} ${"name" in model ? model.name : ""}`.toLowerCase().includes(wanted),
  );
  if (view.state.name !== "ready" && all.length === 0) return null;
  return (
    <div className={css.listed}>
      <div className={css.tools}>
        <h3>{view.state.name === "ready" ? t.models.modelList : t.models.failedModels}</h3>
        {all.length > MANY && <FindField label={t.models.find} value={words} onChange={setWords} />}
        {wanted !== "" && (
          <span className="num" role="status">
            {t.models.found(f.number(shown.length), f.number(all.length))}
          </span>
        )}
      </div>
      {shown.length === 0 ? (
        <p className={css.none}>{all.length === 0 ? t.models.none : t.models.noMatch}</p>
      ) : (
        <VirtualList
          items={shown}
          keyOf={(model) => model.id}
          estimate={() => 52}
          className={css.models ?? ""}
          inner={{ role: "list", "aria-label": t.models.modelList, tabIndex: 0 }}
          row={(model) => (
            <ModelRow
              model={model}
              gone={view.state.name === "ready" && model.gone === true}
              users={users({ account, model: model.id })}
            />
          )}
        />
      )}
      <p className={css.hint}>{t.models.grantHint}</p>
    </div>
  );
}

function ModelRow({ model, gone, users }: { model: Model; gone: boolean; users: string[] }) {
  const t = useText();
  const f = useFormat();
  return (
    // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, so no ul
    <div className={css.model} role="listitem">
      <div>
        <code>{model.id}</code>
        {model.name && model.name !== model.id && <span>{model.name}</span>}
        {gone && <span className={css.gone}>{t.models.notListed}</span>}
      </div>
      <p data-used={users.length > 0}>
        {users.length > 0 ? t.models.usedBy(f.list(users)) : t.models.usedByNone}
      </p>
    </div>
  );
}

function Remove({ view }: { view: AccountView }) {
  const t = useText();
  const f = useFormat();
  const remove = useAction();
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [asking, setAsking] = useState(false);
  const { id, name } = view.account;
  const losing = servers
    .filter((server) =>
      grants.some(
        (grant) => grant.server === server.id && grant.models.some((model) => model.account === id),
      ),
    )
    .map((server) => server.settings.name);
  return (
    <>
      <Button look="no" busy={remove.busy} onPress={() => setAsking(true)}>
        {t.models.remove}
      </Button>
      {asking && (
        <Confirm
          title={t.models.removeTitle(name)}
          action={t.kit.remove}
          busy={remove.busy}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (await remove.run("remove_account", { id })) setAsking(false);
          }}
        >
          <p>{t.models.removeBody}</p>
          <p className={css.loses}>
            {losing.length > 0 ? t.models.removeLoses(f.list(losing)) : t.models.removeNone}
          </p>
          {remove.fault && <FaultPanel fault={remove.fault} />}
        </Confirm>
      )}
    </>
  );
}
