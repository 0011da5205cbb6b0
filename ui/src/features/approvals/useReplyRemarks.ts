import { useEffect, useState } from "react";
import type { ExchangeId, Reply, ReplyRemark } from "../../ipc/generated";
import { useBackend } from "../../state";

/** What to notice about a reply as it would be signed. Nothing, while that is not yet known. */
export function useReplyRemarks(exchange: ExchangeId, reply: Reply | null): readonly ReplyRemark[] {
  const backend = useBackend();
  const uses = reply?.content.filter((block) => block.kind === "tool_use") ?? [];
  const question = uses.length === 0 ? null : JSON.stringify([exchange, uses]);
  const [answer, setAnswer] = useState<{ question: string; remarks: ReplyRemark[] } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is all of them in one
  useEffect(() => {
    if (reply === null || question === null) return;
    let wanted = true;
    // Only the uses of tools are asked about: pictures stay where they are.
    backend.call("check_reply", { id: exchange, reply: { ...reply, content: uses } }).then(
      (remarks) => {
        if (wanted) setAnswer({ question, remarks });
      },
      // The engine checks once more when it is signed.
      () => {
        if (wanted) setAnswer({ question, remarks: [] });
      },
    );
    return () => {
      wanted = false;
    };
  }, [backend, question]);

  return answer?.question === question ? answer.remarks : [];
}

/** Whether a server is likely to stumble over it, so that it needs a word of the person's. */
export function isMisfit(remark: ReplyRemark): boolean {
  switch (remark.kind) {
    case "unknown_tool":
    case "arguments":
      return true;
    case "unchecked":
      return false;
  }
}
