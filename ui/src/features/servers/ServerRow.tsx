import { useText } from "../../i18n";
import type { ServerView } from "../../ipc/generated";
import { ListRow, PlainText, StateWords, Tag, Tags } from "../../kit";
import { useSnapshot } from "../../state";
import { stateWord, toneOf } from "./words";

/** A server in the list: its name, how it is, and what it may do. */
export function ServerRow({ server }: { server: ServerView }) {
  const t = useText();
  const { state, settings } = server;
  return (
    <ListRow
      title={<PlainText>{settings.name}</PlainText>}
      aside={<StateWords tone={toneOf(state)}>{stateWord(t, state)}</StateWords>}
    >
      {state.name === "failed" && <p>{t.kit.faults[state.fault.code] ?? state.fault.message}</p>}
      <Tags>
        {state.name === "running" && (
          <>
            <Tag>{state.revision}</Tag>
            <Tag>{t.servers.tools(server.tools.length)}</Tag>
          </>
        )}
        <AccessTag server={server} />
      </Tags>
    </ListRow>
  );
}

/** Which models it may use, in a word or two. */
export function AccessTag({ server }: { server: ServerView }) {
  const t = useText();
  const grants = useSnapshot((snapshot) => snapshot.grants);
  const rules = useSnapshot((snapshot) => snapshot.rules);
  if (!server.settings.sampling) return <Tag>{t.servers.mayNotAsk}</Tag>;
  if (server.changed) return <Tag tone="amber">{t.servers.changedTag}</Tag>;
  const models = grants.find((grant) => grant.server === server.id)?.models.length ?? 0;
  return (
    <>
      <Tag>{models > 0 ? t.servers.mayUse(models) : t.servers.mayUseNone}</Tag>
      {rules.some((rule) => rule.server === server.id) && (
        <Tag tone="signet">{t.servers.ruleTag}</Tag>
      )}
    </>
  );
}
