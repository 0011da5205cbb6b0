import { useEffect, useState } from "react";
import { useText } from "../../i18n";
import type { AccountId, LocalProgram, LocalServer } from "../../ipc/generated";
import { Button, FaultPanel } from "../../kit";
import { useAction, useBackend, useSnapshot } from "../../state";
import css from "./Local.module.css";

/** What the programs call themselves. */
const NAMES: Record<LocalProgram, string> = {
  ollama: "Ollama",
  lm_studio: "LM Studio",
  llama_cpp: "llama.cpp",
  vllm: "vLLM",
};

/** Servers of models on this computer: looked for when this is first seen, added at one press. */
export function LocalServers({ onAdded }: { onAdded: (id: AccountId) => void }) {
  const t = useText();
  const { found, again } = useLocal();
  const add = useAction();
  return (
    <section className={css.local} aria-label={t.choice.local}>
      <h2>{t.choice.local}</h2>
      {found === null && <p role="status">{t.choice.localLooking}</p>}
      {found?.length === 0 && <p>{t.choice.localNone}</p>}
      {found !== null && found.length > 0 && (
        <ul>
          {found.map((server) => (
            <li key={server.base_url}>
              <div>
                <strong>{NAMES[server.program]}</strong>
                <small className="num">
                  {new URL(server.base_url).host} · {t.choice.localModels(server.models.length)}
                </small>
              </div>
              <Button
                small
                busy={add.busy}
                aria-label={t.choice.localAdd(NAMES[server.program])}
                onPress={async () => {
                  const { kind, base_url } = server;
                  const account = { name: NAMES[server.program], kind, base_url, headers: [] };
                  const added = await add.run("save_account", { account });
                  if (added) onAdded(added.result);
                }}
              >
                {t.parts.grantAdd}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {add.fault && <FaultPanel fault={add.fault} />}
      {found !== null && (
        <Button look="link" small onPress={again}>
          {t.choice.localLook}
        </Button>
      )}
    </section>
  );
}

/** What was found, asked for anew when accounts change. `null` while it is looked for. */
function useLocal(): { found: LocalServer[] | null; again: () => void } {
  const backend = useBackend();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const where = accounts.map((view) => view.account.base_url).join(" ");
  const [found, setFound] = useState<LocalServer[] | null>(null);
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn, or another address, means: look again
  useEffect(() => {
    let wanted = true;
    backend.call("find_local").then(
      (servers) => {
        if (wanted) setFound(servers);
      },
      () => {
        if (wanted) setFound([]);
      },
    );
    return () => {
      wanted = false;
    };
  }, [backend, where, turn]);

  return {
    found,
    again: () => {
      setFound(null);
      setTurn((n) => n + 1);
    },
  };
}
