import { useText } from "../../i18n";
import type { Attempt, ExchangeDetail, Target } from "../../ipc/generated";
import { Button, MenuItem, SplitButton } from "../../kit";
import { toModel } from "../../parts";
import { modelKey } from "../../state";

/** Another try: with the same, with another, or by hand. Each is kept. */
export function Again({
  detail,
  attempt,
  busy,
  onGenerate,
}: {
  detail: ExchangeDetail;
  attempt: Attempt | undefined;
  busy: boolean;
  onGenerate: (target: Target) => void;
}) {
  const t = useText();
  const granted = detail.desk?.granted ?? [];
  const target = attempt?.target ?? { kind: "person" };
  const model =
    target.kind === "model" && granted.some((one) => modelKey(one) === modelKey(target.model))
      ? target.model
      : granted[0];
  if (!model) {
    return target.kind === "person" ? null : (
      <Button look="quiet" isDisabled={busy} onPress={() => onGenerate({ kind: "person" })}>
        {t.requests.againMyself}
      </Button>
    );
  }
  return (
    <SplitButton
      look="quiet"
      icon="again"
      isDisabled={busy}
      onPress={() => onGenerate(toModel(model))}
      menuLabel={t.requests.againMenu}
      menu={
        <>
          {granted.map((one) => (
            <MenuItem key={modelKey(one)} onAction={() => onGenerate(toModel(one))}>
              {t.requests.againWith(one.model)}
            </MenuItem>
          ))}
          <MenuItem key="person" icon="person" onAction={() => onGenerate({ kind: "person" })}>
            {t.requests.againMyself}
          </MenuItem>
        </>
      }
    >
      {t.requests.again}
    </SplitButton>
  );
}
