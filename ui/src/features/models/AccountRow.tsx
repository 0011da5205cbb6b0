import { useText } from "../../i18n";
import type { AccountState, AccountView } from "../../ipc/generated";
import { ListRow, PlainText, StateWords, type Tone } from "../../kit";

/** An account's state as a dot's colour. */
export function toneOf(state: AccountState): Tone {
  switch (state.name) {
    case "ready":
      return "leaf";
    case "failed":
      return "rose";
    case "testing":
      return "amber";
    case "unknown":
      return "plain";
  }
}

/** An account's state in a few words. */
export function useStateWords(state: AccountState): string {
  const t = useText();
  return state.name === "ready" ? t.models.ready(state.models.length) : t.models[state.name];
}

/** An account in the list. */
export function AccountRow({ view }: { view: AccountView }) {
  const words = useStateWords(view.state);
  return (
    <ListRow
      title={<PlainText>{view.account.name}</PlainText>}
      aside={<StateWords tone={toneOf(view.state)}>{words}</StateWords>}
    >
      <p>{view.account.program?.command ?? view.account.base_url.replace(/^https:\/\//, "")}</p>
    </ListRow>
  );
}
