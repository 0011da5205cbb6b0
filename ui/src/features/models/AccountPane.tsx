import { useState } from "react";
import { type Format, type Text, useFormat, useText } from "../../i18n";
import type { AccountId, AccountView, KnownModel, Model, ModelRef } from "../../ipc/generated";
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
import { costWords, spendWords, useSpend } from "../../parts";
import { allowedOf, sameModel, useAction, useRoute, useSnapshot } from "../../state";
import { toneOf, useStateWords } from "./AccountRow";
import { isLocal } from "./draft";
import css from "./Models.module.css";
import { ProgramFacts, TryProgram } from "./ProgramFacts";
import { SayForm } from "./SayForm";
import { useKnownModels } from "./useKnownModels";

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
          {account.program && <TryProgram id={account.id} name={account.name} />}
          <Button
            icon="again"
            busy={test.busy || state.name === "testing"}
            onPress={() => void test.run("test_account", { id: account.id })}
          >
            {account.program ? t.models.programCheck : t.models.test}
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
  const key = view.has_key
    ? memory
      ? t.models.withKeyMemory
      : t.models.withKey
    : t.models.withoutKey;
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
        {!account.program && <span>{key}</span>}
        {account.headers.length > 0 && <span>{t.models.withHeaders(f.list(account.headers))}</span>}
      </PaneFacts>
      <Spent account={account.id} />
      {account.program ? <ProgramFacts program={account.program} /> : <Address view={view} />}
    </>
  );
}

/** Where requests and the key go. */
function Address({ view }: { view: AccountView }) {
  const t = useText();
  const { base_url } = view.account;
  const url = new URL(base_url);
  return (
    <>
      <p className={css.address}>
        {t.models.address} <code>{base_url}</code>
        {view.proxy !== undefined && <> {t.choice.proxy(view.proxy)}</>}
      </p>
      {url.protocol === "http:" && !isLocal(url) && <Notice tone="amber">{t.models.plain}</Notice>}
    </>
  );
}

/** What went to the account so far, as far as is known. */
function Spent({ account }: { account: AccountId }) {
  const t = useText();
  const f = useFormat();
  const spend = useSpend({ kind: "account", id: account });
  if (!spend) return null;
  return (
    <p className={`${css.address} num`}>
      {t.choice.spent}: {spendWords(t, f, spend)}
    </p>
  );
}

/** Which servers may use a model, by name. */
function useUsers(): (model: ModelRef) => string[] {
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  return (model) =>
    servers
      .filter((server) =>
        grants.some(
          (grant) =>
            grant.server === server.id &&
            !server.changed &&
            allowedOf(accounts, grant).some((one) => sameModel(one, model)),
        ),
      )
      .map((server) => server.settings.name);
}

function Listed({ view }: { view: AccountView }) {
  const t = useText();
  const f = useFormat();
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const users = useUsers();
  const { known, again } = useKnownModels(view);
  const [saying, setSaying] = useState<KnownModel | null>(null);
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
          row={(model, at) => (
            <ModelRow
              model={model}
              last={at === shown.length - 1}
              gone={view.state.name === "ready" && model.gone === true}
              users={users({ account, model: model.id })}
              known={known.get(model.id)}
              onSay={setSaying}
            />
          )}
        />
      )}
      <p className={css.hint}>{t.models.grantHint}</p>
      {saying && (
        <SayForm
          model={{ account, model: saying.model }}
          known={saying}
          onClose={(changed) => {
            setSaying(null);
            if (changed) again();
          }}
        />
      )}
    </div>
  );
}

function ModelRow({
  model,
  last,
  gone,
  users,
  known,
  onSay,
}: {
  model: Model;
  /** Whether none follows. */
  last: boolean;
  gone: boolean;
  users: string[];
  known: KnownModel | undefined;
  onSay: (known: KnownModel) => void;
}) {
  const t = useText();
  const f = useFormat();
  const { go } = useRoute();
  const usedBy = users.length > 0 ? t.models.usedBy(f.list(users)) : t.models.usedByNone;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, so no ul
    <div className={css.model} data-last={last} role="listitem">
      <div>
        <code>{model.id}</code>
        {model.name && model.name !== model.id && <span>{model.name}</span>}
        {gone && <span className={css.gone}>{t.models.notListed}</span>}
        {known && (
          <span className="num">
            {knownWords(t, f, known)}{" "}
            <Button
              look="link"
              small
              aria-label={`${t.choice.say} ${model.id}`}
              onPress={() => onSay(known)}
            >
              {t.choice.say}
            </Button>
          </span>
        )}
      </div>
      <p>
        <Button
          look="link"
          small
          aria-label={`${usedBy} (${model.id}): ${t.choice.matrix}`}
          onPress={() => go({ screen: "models", page: "matrix" })}
        >
          {usedBy}
        </Button>
      </p>
    </div>
  );
}

/** Price, limit and speed of a model, as far as they are known. */
function knownWords(t: Text, f: Format, { known, says }: KnownModel): string {
  const { rates, context, ends } = known.facts;
  // A rate is in micro-dollars for a million tokens.
  const price = (rate: number) => costWords(t, f, rate * 1000);
  return [
    rates
      ? t.choice.priceOf(price(rates.input), price(rates.output))
      : `${t.choice.cost}: ${t.choice.unknownCost}`,
    ...(context === undefined ? [] : [t.choice.contextOf(f.number(context))]),
    ...(known.speed === undefined ? [] : [t.choice.speedOf(f.number(known.speed))]),
    ...(ends === undefined ? [] : [t.choice.ends(ends)]),
    ...(says.rates || says.context !== undefined || says.grades ? [t.choice.said] : []),
  ].join(" · ");
}

function Remove({ view }: { view: AccountView }) {
  const t = useText();
  const f = useFormat();
  const remove = useAction();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [asking, setAsking] = useState(false);
  const { id, name } = view.account;
  const losing = servers
    .filter((server) =>
      grants.some(
        (grant) =>
          grant.server === server.id &&
          allowedOf(accounts, grant).some((model) => model.account === id),
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
          fault={remove.fault}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (await remove.run("remove_account", { id })) setAsking(false);
          }}
        >
          <p>{t.models.removeBody}</p>
          <p className={css.loses}>
            {losing.length > 0 ? t.models.removeLoses(f.list(losing)) : t.models.removeNone}
          </p>
        </Confirm>
      )}
    </>
  );
}
