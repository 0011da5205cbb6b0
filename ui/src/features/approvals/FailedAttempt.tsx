import { useText } from "../../i18n";
import type { ExchangeDetail, Fault, Reply, Target } from "../../ipc/generated";
import { Button, FaultPanel, Menu, MenuItem } from "../../kit";
import { ContentBlock, toModel } from "../../parts";
import { modelKey, useRoute } from "../../state";
import css from "./Card.module.css";

/** A try that gave no reply: why, and what can be done now. */
export function FailedAttempt({
  detail,
  target,
  fault,
  partial,
  onGenerate,
}: {
  detail: ExchangeDetail;
  target: Target;
  fault: Fault;
  partial: Reply | undefined;
  onGenerate: (target: Target) => void;
}) {
  const t = useText();
  const { go } = useRoute();
  const granted = detail.desk?.granted ?? [];
  const tried = target.kind === "model" ? target.model : null;
  const others = granted.filter((one) => tried === null || modelKey(one) !== modelKey(tried));
  const still = granted.find((one) => tried !== null && modelKey(one) === modelKey(tried));
  const account =
    fault.code === "key_rejected" ||
    fault.code === "provider_unreachable" ||
    fault.code === "not_a_provider"
      ? tried?.account
      : undefined;
  return (
    <>
      <FaultPanel
        title={t.requests.failedTitle}
        fault={fault}
        actions={
          <>
            {still && fault.code !== "model_gone" && (
              <Button small icon="again" onPress={() => onGenerate(toModel(still))}>
                {t.requests.again}
              </Button>
            )}
            {others.length > 0 && (
              <Menu
                label={t.requests.otherModel}
                trigger={<Button small>{t.requests.otherModel}</Button>}
              >
                {others.map((one) => (
                  <MenuItem key={modelKey(one)} onAction={() => onGenerate(toModel(one))}>
                    {one.model}
                  </MenuItem>
                ))}
              </Menu>
            )}
            <Button small icon="person" onPress={() => onGenerate({ kind: "person" })}>
              {t.requests.answerMyself}
            </Button>
            {account !== undefined && (
              <Button small onPress={() => go({ screen: "models", account })}>
                {t.requests.toAccount}
              </Button>
            )}
          </>
        }
      />
      {partial && (
        <section className={css.sheet}>
          <h2 className={css.label}>{t.requests.partial}</h2>
          {partial.content.map((block, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what came no longer changes
            <div key={at} className={css.static}>
              <ContentBlock content={block} />
            </div>
          ))}
        </section>
      )}
    </>
  );
}
