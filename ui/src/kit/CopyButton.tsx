import { useEffect, useState } from "react";
import { useText } from "../i18n";
import { announce } from "./announce";
import { Button } from "./Button";

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({
  text,
  label,
  disabled = false,
}: {
  /** The text, or what makes it when it is wanted. */
  text: string | (() => string);
  /** What it is that is copied, where "Copy" alone does not say it. */
  label?: string;
  disabled?: boolean;
}) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    announce(t.kit.copied);
  };
  return (
    <Button
      small
      look="quiet"
      icon={copied ? "done" : "copy"}
      isDisabled={disabled}
      onPress={() => void copy()}
    >
      {copied ? t.kit.copied : (label ?? t.kit.copy)}
    </Button>
  );
}
