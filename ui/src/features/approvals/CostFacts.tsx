import { useFormat, useText } from "../../i18n";
import type { Offered } from "../../ipc/generated";
import { costWords } from "../../parts";
import { useSnapshot } from "../../state";
import { Fact, FactGroup, FactNote } from "./Facts";

/** What sending this may cost with the model that was chosen, and whether it fits. */
export function CostFacts({
  offered,
  unlimited,
}: {
  offered: Offered;
  /** Whether the model is given no limit on what it writes: then nothing is known to be the most. */
  unlimited: boolean;
}) {
  const t = useText();
  const f = useFormat();
  const { source } = useSnapshot((snapshot) => snapshot.catalogue);
  const { estimate, known, fit } = offered;
  const { low, high } = estimate.tokens;
  return (
    <FactGroup title={t.choice.cost}>
      <Fact name={t.choice.tokensIn}>
        <span className="num">{t.choice.range(f.about(low), f.about(high))}</span>
      </Fact>
      <Fact name={t.choice.tokensOut}>
        <span className="num">{unlimited ? t.choice.noLimit : f.number(estimate.reply)}</span>
      </Fact>
      <Fact name={t.choice.atMost}>
        <span className="num">
          {estimate.cost && !unlimited
            ? costWords(t, f, estimate.cost.ceiling)
            : t.choice.unknownCost}
        </span>
      </Fact>
      <FactNote>
        {known.price_from === undefined
          ? t.choice.unknownNote
          : known.price_from === "person"
            ? t.choice.priceYours
            : t.choice.priceAsOf(source.date, source.name)}
      </FactNote>
      {fit === "tight" && known.facts.context !== undefined && (
        <FactNote warn>{t.choice.perhapsTooLong(f.number(known.facts.context))}</FactNote>
      )}
    </FactGroup>
  );
}
