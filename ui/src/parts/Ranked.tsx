import { useFormat, useText } from "../i18n";
import type { ModelRef, Offered, Offers } from "../ipc/generated";
import { PlainText } from "../kit";
import { accountOf, modelKey, sameModel, useSnapshot } from "../state";
import { type Among, costWords, obstacleWords, reasonWords } from "./choice";
import css from "./Ranked.module.css";

/** More are not drawn: nobody reads on, and an account may list hundreds. */
const MOST = 40;

/** Models in order, each with the reason for its place and what it may cost; then those that cannot. */
export function Ranked({
  offers,
  picked,
  among = "allowed",
}: {
  offers: Offers;
  picked?: ModelRef | null;
  /** What they were chosen among. */
  among?: Among;
}) {
  const t = useText();
  const f = useFormat();
  const { candidates, unfit } = offers.ranking;
  const left = Math.max(candidates.length - MOST, 0) + Math.max(unfit.length - MOST, 0);
  return (
    <div className={css.ranked}>
      {candidates.length > 0 && (
        <ol className={css.list} aria-label={t.choice.order}>
          {candidates.slice(0, MOST).map((choice, at) => (
            <One
              key={modelKey(choice.model)}
              place={f.number(at + 1)}
              model={choice.model}
              offered={offeredOf(offers, choice.model)}
              picked={picked ? sameModel(picked, choice.model) : false}
            >
              {reasonWords(t, f, choice.reason, among)}
            </One>
          ))}
        </ol>
      )}
      {unfit.length > 0 && (
        <>
          <h3>{t.choice.unfit}</h3>
          <ul className={`${css.list} ${css.unfit}`} aria-label={t.choice.unfit}>
            {unfit.slice(0, MOST).map(({ model, why }) => (
              <One
                key={modelKey(model)}
                place="–"
                model={model}
                offered={offeredOf(offers, model)}
                picked={picked ? sameModel(picked, model) : false}
              >
                {why.map((obstacle) => obstacleWords(t, f, obstacle)).join(" ")}
              </One>
            ))}
          </ul>
        </>
      )}
      {left > 0 && <p className={css.left}>{t.choice.orderMore(left)}</p>}
    </div>
  );
}

/** What is known of one of the models. */
export function offeredOf(offers: Offers, model: ModelRef): Offered | undefined {
  return offers.models.find((offered) => sameModel(offered.model, model));
}

function One({
  place,
  model,
  offered,
  picked,
  children,
}: {
  place: string;
  model: ModelRef;
  offered: Offered | undefined;
  picked: boolean;
  children: string;
}) {
  const t = useText();
  const f = useFormat();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const cost = offered?.estimate.cost;
  return (
    <li className={css.one} data-picked={picked} aria-current={picked ? "true" : undefined}>
      <span className={`${css.place} num`} aria-hidden="true">
        {place}
      </span>
      <span className={css.name}>
        <code>{model.model}</code>
        <small>
          <PlainText>
            {accountOf(accounts, model)?.account.name ?? t.requests.accountGone}
          </PlainText>
        </small>
      </span>
      <span className={`${css.cost} num`} data-unknown={!cost}>
        {cost ? `≤ ${costWords(t, f, cost.ceiling)}` : t.choice.unknownCost}
      </span>
      <p className={css.why}>
        <PlainText>{children}</PlainText>
      </p>
    </li>
  );
}
