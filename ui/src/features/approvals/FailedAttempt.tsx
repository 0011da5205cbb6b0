import { useFormat, useText } from "../../i18n";
import type {
  Allowance,
  ExchangeDetail,
  Fault,
  Left,
  Parameter,
  Reply,
  Target,
} from "../../ipc/generated";
import { Button, FaultPanel, Menu, MenuItem } from "../../kit";
import { ContentBlock, toModel } from "../../parts";
import { modelKey, useRoute } from "../../state";
import css from "./Card.module.css";
import { holds } from "./draft";

/** A try that gave no reply: why, and what can be done now. */
export function FailedAttempt({
  detail,
  target,
  fault,
  allowance,
  partial,
  onGenerate,
}: {
  detail: ExchangeDetail;
  target: Target;
  fault: Fault;
  /** What the account may still ask, if the provider said so. */
  allowance: Allowance | undefined;
  partial: Reply | undefined;
  onGenerate: (target: Target, without?: Parameter) => void;
}) {
  const t = useText();
  const { go } = useRoute();
  const granted = detail.desk?.granted ?? [];
  const tried = target.kind === "model" ? target.model : null;
  const others = granted.filter((one) => tried === null || modelKey(one) !== modelKey(tried));
  const still = granted.find((one) => tried !== null && modelKey(one) === modelKey(tried));
  const sent = detail.exchange.sent?.prompt ?? detail.exchange.asked;
  const named = fault.parameter;
  const without = named !== undefined && holds(sent, named) ? named : undefined;
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
            {still && without && (
              <Button small icon="again" onPress={() => onGenerate(toModel(still), without)}>
                {t.requests.againWithout[without]}
              </Button>
            )}
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
      {allowance && <AllowanceNote of={allowance} />}
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

/** What the account may still ask, as the provider said with its error. */
function AllowanceNote({ of }: { of: Allowance }) {
  const t = useText();
  const f = useFormat();
  const words = (name: string, left: Left | undefined) =>
    left && [
      t.requests.allowance(name, f.number(left.left)),
      left.of === undefined ? "" : t.requests.allowanceOf(f.number(left.of)),
      left.again_s === undefined ? "" : t.requests.allowanceAgain(f.duration(left.again_s * 1000)),
    ];
  const lines = [
    words(t.requests.allowanceRequests, of.requests),
    words(t.requests.allowanceTokens, of.tokens),
  ].flatMap((line) => (line ? [line.filter((part) => part !== "").join(" · ")] : []));
  return (
    <>
      {lines.map((line) => (
        <p key={line} className={css.note}>
          {line}
        </p>
      ))}
    </>
  );
}
