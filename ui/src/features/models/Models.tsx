import { useState } from "react";
import { useText } from "../../i18n";
import type { AccountId, AccountView } from "../../ipc/generated";
import { Button, Empty, IconButton, Panes, PickList } from "../../kit";
import { type ModelsPage, useKept, useRoute, useSnapshot } from "../../state";
import { AccountForm } from "./AccountForm";
import { AccountPane } from "./AccountPane";
import { AccountRow } from "./AccountRow";
import { DryRun } from "./DryRun";
import { LocalServers } from "./LocalServers";
import { Matrix } from "./Matrix";
import pages from "./Pages.module.css";
import { Prices } from "./Prices";

/** The Models screen: accounts with providers, and the one that was chosen with its models. */
export function Models() {
  const t = useText();
  const { route, go } = useRoute();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const [last, setLast] = useKept<AccountId | null>("accounts", null);
  const [editing, setEditing] = useState<AccountView | "new" | null>(null);

  const wanted = route.screen === "models" ? route.account : undefined;
  const chosen =
    accounts.find((view) => view.account.id === wanted) ??
    accounts.find((view) => view.account.id === last) ??
    accounts[0];
  const choose = (account: AccountId) => {
    setLast(account);
    go({ screen: "models", account });
  };
  const page = route.screen === "models" ? route.page : undefined;
  const form = editing && (
    <AccountForm
      view={editing === "new" ? null : editing}
      onClose={() => setEditing(null)}
      onSaved={(id) => {
        setEditing(null);
        choose(id);
      }}
    />
  );

  if (!chosen && page === undefined) {
    return (
      <>
        <Empty
          icon="models"
          title={t.models.emptyTitle}
          action={
            <Button look="sign" icon="plus" onPress={() => setEditing("new")}>
              {t.models.add}
            </Button>
          }
        >
          {t.models.empty}
        </Empty>
        <LocalServers onAdded={choose} />
        {form}
      </>
    );
  }
  return (
    <Panes
      title={t.models.list}
      tools={
        <IconButton small icon="plus" label={t.models.add} onPress={() => setEditing("new")} />
      }
      above={<Pages page={page} />}
      list={
        <div className={pages.list}>
          <PickList
            label={t.models.list}
            items={accounts}
            keyOf={(view) => view.account.id}
            selected={page === undefined ? (chosen?.account.id ?? null) : null}
            onSelect={choose}
            estimate={64}
            row={(view) => <AccountRow view={view} />}
          />
          <LocalServers onAdded={choose} />
        </div>
      }
    >
      {page === "matrix" && <Matrix />}
      {page === "dryRun" && <DryRun />}
      {page === "prices" && <Prices />}
      {page === undefined && chosen && (
        <AccountPane key={chosen.account.id} view={chosen} onEdit={() => setEditing(chosen)} />
      )}
      {form}
    </Panes>
  );
}

const PAGES: readonly ModelsPage[] = ["matrix", "dryRun", "prices"];

/** The pages that are about all models. */
function Pages({ page }: { page: ModelsPage | undefined }) {
  const t = useText();
  const { go } = useRoute();
  return (
    <nav aria-label={t.choice.pages}>
      <ul className={pages.pages}>
        {PAGES.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-current={one === page ? "page" : undefined}
              onClick={() => go({ screen: "models", page: one })}
            >
              {t.choice[one]}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
