import { useState } from "react";
import { useFormat, useText } from "../../i18n";
import type { ExchangeDetail, ModelRef, Offers } from "../../ipc/generated";
import { Button, Dialog, PlainText, Select } from "../../kit";
import { costWords, GrantForm, obstacleWords, offeredOf, Ranked, reasonWords } from "../../parts";
import { accountOf, modelKey, sameModel, useSnapshot } from "../../state";
import { FactGroup, FactNote } from "./Facts";
import facts from "./Facts.module.css";

/** The model that is to write, why that one, and the way to another. */
export function ModelPick({
  detail,
  offers,
  model,
  onModel,
}: {
  detail: ExchangeDetail;
  offers: Offers | undefined;
  model: ModelRef | null;
  onModel: (model: ModelRef) => void;
}) {
  const t = useText();
  const f = useFormat();
  const accounts = useSnapshot((snapshot) => snapshot.accounts);
  const installed = useSnapshot((snapshot) =>
    snapshot.servers.some((server) => server.id === detail.exchange.cause.server),
  );
  const [shown, setShown] = useState<"grant" | "order" | null>(null);
  const { server, server_name } = detail.exchange.cause;
  if (!offers || offers.models.length === 0) {
    return (
      <FactGroup title={t.requests.model}>
        <FactNote warn>{t.requests.noneAllowed}</FactNote>
      </FactGroup>
    );
  }
  const note = (one: ModelRef) => {
    const account = accountOf(accounts, one)?.account.name ?? t.requests.accountGone;
    const cost = offeredOf(offers, one)?.estimate.cost;
    return cost ? `${account} · ≤ ${costWords(t, f, cost.ceiling)}` : account;
  };
  return (
    <FactGroup title={t.requests.model}>
      <Select
        label={t.requests.model}
        labelHidden
        placeholder={t.choice.pick}
        value={model && modelKey(model)}
        onChange={(key) => {
          const picked = offers.models.find((one) => modelKey(one.model) === key);
          if (picked) onModel(picked.model);
        }}
        options={offers.models.map((one) => ({
          key: modelKey(one.model),
          text: one.model.model,
          note: note(one.model),
        }))}
      />
      <Why detail={detail} offers={offers} model={model} />
      <div className={facts.links}>
        {offers.models.length > 1 && (
          <Button look="link" small onPress={() => setShown("order")}>
            {t.choice.orderAll(offers.models.length)}
          </Button>
        )}
        {installed && (
          <Button look="link" small onPress={() => setShown("grant")}>
            {t.requests.change}
          </Button>
        )}
      </div>
      {shown === "order" && (
        <Dialog title={t.choice.orderTitle} onClose={() => setShown(null)} width={560}>
          <FactNote>{t.choice.orderNote}</FactNote>
          <Ranked offers={offers} picked={model} />
        </Dialog>
      )}
      {shown === "grant" && (
        <Dialog
          title={t.requests.grantQuestion(server_name)}
          onClose={() => setShown(null)}
          width={480}
        >
          <GrantForm server={server} onSaved={() => setShown(null)} />
        </Dialog>
      )}
    </FactGroup>
  );
}

/** Why this model, or why none; and what stands in its way. */
function Why({
  detail,
  offers,
  model,
}: {
  detail: ExchangeDetail;
  offers: Offers;
  model: ModelRef | null;
}) {
  const t = useText();
  const f = useFormat();
  const { candidates, unfit } = offers.ranking;
  const { hints } = detail.exchange.asked.preferences;
  if (model === null) return <FactNote warn>{t.choice.noneFits}</FactNote>;
  const obstacles = unfit.find((one) => sameModel(one.model, model))?.why;
  if (obstacles) {
    return <FactNote warn>{obstacles.map((one) => obstacleWords(t, f, one)).join(" ")}</FactNote>;
  }
  const best = candidates[0];
  const chosen = best !== undefined && sameModel(model, best.model);
  const met = best && ["hint", "family", "equivalent"].includes(best.reason.kind);
  return (
    <FactNote>
      {chosen && !met && hints.length > 0 && (
        <>{t.requests.hintUnmet(f.choice(hints.map((hint) => `“${hint}”`)))} </>
      )}
      <PlainText>{chosen ? reasonWords(t, f, best.reason) : t.requests.reasonYou}</PlainText>
    </FactNote>
  );
}
