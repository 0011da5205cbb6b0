import { useEffect, useEffectEvent, useState } from "react";
import type { ExchangeId, Fault, Loss, ModelRef, Prompt } from "../../ipc/generated";
import { modelKey, toFault, useBackend } from "../../state";

/** What a model would not take of a prompt. */
export interface Losses {
  of: readonly Loss[];
  /** Why it cannot be sent to that model at all. */
  fault: Fault | null;
}

const NONE: Losses = { of: [], fault: null };

/** What of a prompt could be lost: its settings, and of which kinds its blocks are, but no text. */
function outline(prompt: Prompt): unknown {
  const { temperature, stop_sequences, tools, tool_choice, max_tokens, messages } = prompt;
  return [
    temperature,
    stop_sequences,
    tools.map((tool) => tool.name),
    tool_choice,
    max_tokens,
    messages.map(({ role, content }) => [
      role,
      ...content.map((block) =>
        block.kind === "image" || block.kind === "audio"
          ? [block.kind, block.mime_type, block.data.length]
          : [block.kind, block.kind === "text" && block.text === ""],
      ),
    ]),
  ];
}

/** What the model would not take of the prompt as it stands. Nothing, while that is not yet known. */
export function useLosses(
  exchange: ExchangeId,
  model: ModelRef | null,
  prompt: Prompt,
  edited: Prompt | undefined,
): Losses {
  const backend = useBackend();
  const question = model && JSON.stringify([exchange, modelKey(model), outline(prompt)]);
  const [answer, setAnswer] = useState<{ question: string; losses: Losses } | null>(null);
  const query = useEffectEvent(() =>
    model === null ? null : { exchange, model, ...(edited ? { edited } : {}) },
  );

  useEffect(() => {
    const asked = query();
    if (asked === null || question === null) return;
    let wanted = true;
    backend.call("model_losses", { query: asked }).then(
      (of) => {
        if (wanted) setAnswer({ question, losses: { of, fault: null } });
      },
      (error: unknown) => {
        const fault = toFault(error);
        // Not knowing is no loss: what the provider refuses comes back as a failed try.
        const losses = fault.code === "invalid" ? { of: [], fault } : NONE;
        if (wanted) setAnswer({ question, losses });
      },
    );
    return () => {
      wanted = false;
    };
  }, [backend, question]);

  return answer?.question === question ? answer.losses : NONE;
}
