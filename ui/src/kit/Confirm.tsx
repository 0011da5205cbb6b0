import type { ReactNode } from "react";
import { useText } from "../i18n";
import { Button, type ButtonLook } from "./Button";
import { Dialog } from "./Dialog";
import type { FaultPanel } from "./Notice";

/** Asks before something is done that is not easily undone. The way back has the focus. */
export function Confirm({
  title,
  action,
  look = "no",
  busy = false,
  fault = null,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  /** What the button that does it says. */
  action: string;
  look?: ButtonLook;
  busy?: boolean;
  /** What kept it from being done. */
  fault?: Parameters<typeof FaultPanel>[0]["fault"] | null;
  onConfirm: () => void;
  onClose: () => void;
  /** What it means. */
  children: ReactNode;
}) {
  const t = useText();
  return (
    <Dialog
      alert
      width={440}
      title={title}
      fault={fault}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t.kit.cancel}
          </Button>
          <Button look={look} busy={busy} onPress={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
