import { type Text, useText } from "../../../i18n";
import type { Link, LinkRemark } from "../../../ipc/generated";
import { CopyButton, Notice, PlainText } from "../../../kit";
import css from "./Question.module.css";

function remarkWords(t: Text, remark: LinkRemark): string {
  switch (remark.kind) {
    case "not_encrypted":
      return t.questions.notEncrypted;
    case "userinfo":
      return t.questions.userinfo;
    case "punycode":
      return t.questions.punycode(remark.reads);
    case "mixed_scripts":
      return t.questions.mixedScripts(remark.reads);
    case "number":
      return t.questions.numberHost;
    case "near":
      return t.questions.near;
    case "rewritten":
      return t.questions.rewritten(remark.as_sent);
  }
}

/** The page that a server asks to be visited: its whole address, its host marked, what is odd. */
export function Page({ link }: { link: Link }) {
  const t = useText();
  const whole = link.before + link.host + link.after;
  return (
    <section className={css.page} aria-label={t.questions.page}>
      <p className={css.visit}>
        {t.questions.visit}{" "}
        <strong>
          <PlainText>{link.host}</PlainText>
        </strong>
      </p>
      <div className={css.address}>
        <code>
          <PlainText>{link.before}</PlainText>
          <mark>
            <PlainText>{link.host}</PlainText>
          </mark>
          <PlainText>{link.after}</PlainText>
        </code>
        <CopyButton text={() => whole} label={t.questions.copyAddress} />
      </div>
      {link.remarks.map((remark) => (
        <Notice key={remark.kind} tone="amber">
          <PlainText>{remarkWords(t, remark)}</PlainText>
        </Notice>
      ))}
      <p className={css.note}>{t.questions.pageNote}</p>
    </section>
  );
}
