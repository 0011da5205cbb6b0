import type { Exchange } from "../../ipc/generated";

function wasEdited(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

/** Whether something else was sent than the server asked. */
export function editedPrompt({ sent, asked }: Exchange): boolean {
  return sent !== null && wasEdited(sent.prompt, asked);
}

/** Whether something else was returned than a model had said. What a person wrote is nobody's to edit. */
export function editedReply({ attempts, returned }: Exchange): boolean {
  if (returned === null) return false;
  const attempt = attempts[returned.attempt];
  if (attempt?.target.kind === "person") return false;
  return attempt?.outcome.kind !== "reply" || wasEdited(attempt.outcome.reply, returned.reply);
}
