import { useFormat, useText } from "../../i18n";
import type { Cause } from "../../ipc/generated";
import { PlainText } from "../../kit";
import { argumentsOf, calledOf } from "../../state";
import css from "./Exchange.module.css";

/** Past this many characters, arguments are shown on a line of their own. */
const SHORT = 90;

/** Why the server asked, in a sentence. */
export function CauseLine({ cause }: { cause: Cause }) {
  const t = useText();
  const f = useFormat();
  const { call, round } = cause;
  if (!call) return <p>{t.history.unsolicited}</p>;
  const { kind, name } = calledOf(call);
  const args = Object.entries(argumentsOf(call))
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(", ");
  return (
    <>
      <p className={css.cause}>
        {cause.certain ? t.history.because[kind] : t.history.perhapsBecause[kind]}{" "}
        <code>
          <PlainText>{name}</PlainText>
        </code>{" "}
        {args === "" ? (
          kind !== "resource" && t.history.noArguments
        ) : (
          <>
            {t.history.with}{" "}
            {args.length <= SHORT && (
              <code>
                <PlainText>{args}</PlainText>
              </code>
            )}
          </>
        )}
        {round && round.of > 1 && (
          <span> · {t.history.round(f.number(round.number), round.key, f.number(round.of))}</span>
        )}
      </p>
      {args.length > SHORT && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <pre className={css.args} tabIndex={0}>
          <PlainText>{args}</PlainText>
        </pre>
      )}
      {!cause.certain && <p>{t.history.uncertain}</p>}
    </>
  );
}
