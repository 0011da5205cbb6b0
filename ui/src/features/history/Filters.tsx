import { useEffect, useEffectEvent, useState } from "react";
import { useText } from "../../i18n";
import type { Facets } from "../../ipc/generated";
import { Button, FindField, Icon, Popover, Select } from "../../kit";
import { modelWords } from "../../parts";
import { useBackend } from "../../state";
import css from "./History.module.css";
import { everything, type Filter, type Outcome } from "./pages";

const OUTCOMES: readonly Outcome[] = ["released", "refused", "failed", "withdrawn", "open"];
/** How long typing must have paused before it is searched for, in milliseconds. */
const PAUSE = 200;
const ANY = "";

function useFacets(): Facets {
  const backend = useBackend();
  const [facets, setFacets] = useState<Facets>({ servers: [], models: [] });
  useEffect(() => {
    let ended = false;
    // Without them the list still works: it is then not narrowed by server and model.
    backend
      .call("history_facets")
      .then((found) => !ended && setFacets(found))
      .catch(() => undefined);
    return () => {
      ended = true;
    };
  }, [backend]);
  return facets;
}

/** The search field and the filters; what is set shows under them and can be taken away. */
export function Filters({
  filter,
  onChange,
}: {
  filter: Filter;
  onChange: (filter: Filter) => void;
}) {
  const t = useText();
  const facets = useFacets();
  const [text, setText] = useState(filter.text);
  const [open, setOpen] = useState(false);
  const [searched, setSearched] = useState(filter.text);
  if (searched !== filter.text) {
    setSearched(filter.text);
    // Cleared from elsewhere. Anything else was typed here, and more may have been typed since.
    if (filter.text === "") setText("");
  }
  const search = useEffectEvent(() => {
    if (text !== filter.text) onChange({ ...filter, text });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing, not what it is compared with
  useEffect(() => {
    const timer = setTimeout(() => search(), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  const set = [
    filter.server !== null && {
      key: "server",
      text: facets.servers.find((one) => one.id === filter.server)?.name ?? t.history.server,
      without: { server: null },
    },
    filter.model !== null && {
      key: "model",
      text: modelWords(t, filter.model),
      without: { model: null },
    },
    filter.outcome !== null && {
      key: "outcome",
      text: t.history.outcomes[filter.outcome],
      without: { outcome: null },
    },
  ].filter((one) => one !== false);

  return (
    <>
      <search className={css.search}>
        <FindField
          label={t.history.find}
          value={text}
          onChange={setText}
          onSubmit={() => onChange({ ...filter, text })}
        />
        <Popover
          title={t.history.filterTitle}
          isOpen={open}
          onOpenChange={setOpen}
          placement="bottom end"
          trigger={
            <Button
              icon="settings"
              aria-label={set.length > 0 ? t.history.filters(set.length) : t.history.filter}
            />
          }
        >
          <div className={css.filters}>
            <Select
              label={t.history.outcome}
              value={filter.outcome ?? ANY}
              onChange={(key) =>
                onChange({ ...filter, outcome: key === ANY ? null : (key as Outcome) })
              }
              options={[
                { key: ANY, text: t.history.anyOutcome },
                ...OUTCOMES.map((key) => ({ key, text: t.history.outcomes[key] })),
              ]}
            />
            <Select
              label={t.history.server}
              value={filter.server ?? ANY}
              onChange={(key) => onChange({ ...filter, server: key === ANY ? null : key })}
              options={[
                { key: ANY, text: t.history.anyServer },
                ...facets.servers.map((one) => ({ key: one.id, text: one.name })),
              ]}
            />
            <Select
              label={t.history.model}
              value={filter.model ?? ANY}
              onChange={(key) => onChange({ ...filter, model: key === ANY ? null : key })}
              options={[
                { key: ANY, text: t.history.anyModel },
                ...facets.models.map((key) => ({ key, text: modelWords(t, key) })),
              ]}
            />
          </div>
        </Popover>
      </search>
      {set.length > 0 && (
        <div className={css.set}>
          {set.map((one) => (
            <button
              key={one.key}
              type="button"
              aria-label={t.history.takeAway(one.text)}
              onClick={() => onChange({ ...filter, ...one.without })}
            >
              {one.text}
              <Icon name="close" size={12} />
            </button>
          ))}
          <Button
            small
            look="link"
            onPress={() => {
              setText("");
              onChange(everything);
            }}
          >
            {t.history.clearAll}
          </Button>
        </div>
      )}
    </>
  );
}
