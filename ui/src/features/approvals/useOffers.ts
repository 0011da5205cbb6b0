import { useEffect, useState } from "react";
import type { ExchangeDetail, Offers, Prompt } from "../../ipc/generated";
import { useBackend } from "../../state";

/** How long nobody types before the text is weighed anew, in milliseconds. */
const PAUSE = 300;

/** The models for the prompt as it stands, and what each may cost: as asked, or as edited. */
export function useOffers(detail: ExchangeDetail, edited: Prompt | undefined): Offers | undefined {
  const backend = useBackend();
  const exchange = detail.exchange.id;
  const asked = detail.desk?.offers;
  const [answer, setAnswer] = useState<{ exchange: string; offers: Offers } | null>(null);

  useEffect(() => {
    if (!edited) return;
    let wanted = true;
    const weigh = setTimeout(() => {
      backend.call("model_offers", { query: { exchange, edited } }).then(
        (offers) => {
          if (wanted) setAnswer({ exchange, offers });
        },
        // The request has moved on, or cannot be weighed: what was known stands until it is shown anew.
        () => undefined,
      );
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(weigh);
    };
  }, [backend, exchange, edited]);

  return edited && answer?.exchange === exchange ? answer.offers : asked;
}
