import { useEffect, useState } from "react";
import type { AccountView, KnownModel } from "../../ipc/generated";
import { useBackend, useSnapshot } from "../../state";

/** What is known of an account's models, by their ids; asked for anew when that may have changed. */
export function useKnownModels(view: AccountView): {
  known: ReadonlyMap<string, KnownModel>;
  again: () => void;
} {
  const backend = useBackend();
  const catalogue = useSnapshot((snapshot) => snapshot.catalogue);
  const [known, setKnown] = useState<ReadonlyMap<string, KnownModel>>(new Map());
  const [turn, setTurn] = useState(0);
  const account = view.account.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the answer hangs on is no part of the question
  useEffect(() => {
    let wanted = true;
    backend.call("known_models", { account }).then(
      (models) => {
        if (wanted) setKnown(new Map(models.map((one) => [one.model, one])));
      },
      // The account is gone; so is what was shown of it.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [backend, account, view.state, catalogue, turn]);

  return { known, again: () => setTurn((n) => n + 1) };
}
