import { type ReactNode, useState } from "react";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { useText } from "../i18n";
import { Button } from "./Button";
import css from "./Markdown.module.css";
import { PlainText } from "./PlainText";

const plugins = [remarkGfm];

/** A link that goes nowhere: a click shows where it would lead. */
function InertLink({ href, children }: { href: string; children: ReactNode }) {
  const t = useText();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Button
        look="link"
        className={css.link ?? ""}
        aria-expanded={shown}
        onPress={() => setShown(!shown)}
      >
        {children}
      </Button>
      {shown && (
        <span className={css.target} role="status">
          {t.kit.linkTo}{" "}
          <code>
            <PlainText>{href}</PlainText>
          </code>
        </span>
      )}
    </>
  );
}

function UnloadedImage({ alt, src }: { alt: string; src: string }) {
  const t = useText();
  return (
    <span className={css.image}>
      {t.kit.imageNotLoaded}
      {alt && `: ${alt}`}{" "}
      <code>
        <PlainText>{src}</PlainText>
      </code>
    </span>
  );
}

/** The drawing of `Markdown`, with all the code that it needs. */
export function MarkdownText({ children }: { children: string }) {
  return (
    <div className={css.markdown}>
      <ReactMarkdown
        remarkPlugins={plugins}
        urlTransform={(url) => url}
        components={{
          a: ({ href, children: words }) => <InertLink href={href ?? ""}>{words}</InertLink>,
          img: ({ alt, src }) => <UnloadedImage alt={alt ?? ""} src={String(src ?? "")} />,
        }}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
