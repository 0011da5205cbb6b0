import { useState } from "react";
import { useText } from "../../i18n";
import type { AccountId, AccountView } from "../../ipc/generated";
import { Button, Empty, IconButton, Panes, PickList } from "../../kit";
import { useKept, useRoute, useSnapshot } from "../../state";
import { AccountForm } from "./AccountForm";
import { AccountPane } from "./AccountPane";
import { AccountRow } from "./AccountRow";

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

  if (!chosen) {
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
      list={
        <PickList
          label={t.models.list}
          items={accounts}
          keyOf={(view) => view.account.id}
          selected={chosen.account.id}
          onSelect={choose}
          estimate={64}
          row={(view) => <AccountRow view={view} />}
        />
      }
    >
      <AccountPane key={chosen.account.id} view={chosen} onEdit={() => setEditing(chosen)} />
      {form}
    </Panes>
  );
}
