import { useEffect, useState } from "react";
import type { ExchangeId, Loss, ModelRef } from "../../ipc/generated";
import { modelKey, useBackend } from "../../state";

/** What of these settings the model would not take. Nothing, while that is not yet known. */
export function useLosses(
  exchange: ExchangeId,
  model: ModelRef | null,
  temperature: number | null,
  stopSequences: readonly string[],
): readonly Loss[] {
  const backend = useBackend();
  const question = model && JSON.stringify([exchange, modelKey(model), temperature, stopSequences]);
  const [answer, setAnswer] = useState<{ question: string; losses: Loss[] } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is all of them in one
  useEffect(() => {
    if (model === null || question === null) return;
    let wanted = true;
    const query = {
      exchange,
      model,
      stop_sequences: [...stopSequences],
      ...(temperature === null ? {} : { temperature }),
    };
    backend.call("model_losses", { query }).then(
      (losses) => {
        if (wanted) setAnswer({ question, losses });
      },
      // Not knowing is no loss: what the provider refuses comes back as a failed try.
      () => {
        if (wanted) setAnswer({ question, losses: [] });
      },
    );
    return () => {
      wanted = false;
    };
  }, [backend, question]);

  return answer?.question === question ? answer.losses : [];
}
