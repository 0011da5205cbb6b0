import { useFormat, useText } from "../../i18n";
import { Button, Checkbox, FaultPanel, Pane } from "../../kit";
import { useAction, useSnapshot } from "../../state";
import css from "./Pages.module.css";

/** Where prices and limits are from, and the way to a newer list. */
export function Prices() {
  const t = useText();
  const f = useFormat();
  const catalogue = useSnapshot((snapshot) => snapshot.catalogue);
  const fetching = useAction();
  const { source } = catalogue;
  const fault = fetching.fault;
  return (
    <Pane
      label={t.choice.prices}
      title={t.choice.prices}
      lines={<p className={css.note}>{t.choice.pricesNote}</p>}
    >
      <div className={css.scroll}>
        <div className={css.page}>
          <section className={css.group} aria-label={t.choice.pricesList}>
            <h3>{t.choice.pricesList}</h3>
            <dl className={css.facts}>
              <dt>{t.choice.pricesSource}</dt>
              <dd>
                {source.name}
                {source.version && ` ${source.version}`}
              </dd>
              <dt>{t.choice.pricesDate}</dt>
              <dd className="num">{source.date}</dd>
              <dt>{t.choice.pricesLicence}</dt>
              <dd>{source.licence}, © 2023 Berri AI</dd>
              <dt>{t.choice.pricesModels}</dt>
              <dd className="num">{f.number(catalogue.models)}</dd>
              <dt>{t.choice.pricesOurs}</dt>
              <dd>{t.choice.pricesOursNote(catalogue.overlay_date)}</dd>
            </dl>
          </section>
          <section className={css.group} aria-label={t.choice.pricesNewer}>
            <h3>{t.choice.pricesNewer}</h3>
            <p className={css.note}>{t.choice.pricesFetchNote(catalogue.host)}</p>
            <div className={css.row}>
              <Button
                icon="again"
                busy={fetching.busy}
                onPress={() => void fetching.run("fetch_catalogue")}
              >
                {t.choice.pricesFetch(catalogue.host)}
              </Button>
              {catalogue.fetched && (
                <Button look="quiet" onPress={() => void fetching.run("forget_catalogue")}>
                  {t.choice.pricesForget}
                </Button>
              )}
            </div>
            <Checkbox
              on={catalogue.daily}
              onChange={(on) => void fetching.run("fetch_catalogue_daily", { on })}
            >
              {t.choice.pricesDaily}
            </Checkbox>
            {fault && <FaultPanel fault={fault} />}
          </section>
        </div>
      </div>
    </Pane>
  );
}
