import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  DialogTrigger,
  Heading,
  Modal,
  ModalOverlay,
  type Placement,
} from "react-aria-components";
import { useText } from "../i18n";
import { IconButton } from "./Button";
import { FaultPanel } from "./Notice";
import css from "./overlay.module.css";

/** A dialog over everything. Open exactly while it is rendered; `onClose` asks to end that. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  fault,
  asked = 0,
  width = 560,
  locked = false,
  ready,
  alert = false,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the affirmative one last. */
  footer?: ReactNode;
  /** What kept its buttons from doing what they say: it stands above them, and is never scrolled away. */
  fault?: Parameters<typeof FaultPanel>[0]["fault"] | null;
  /** How often its form was to be taken: each time, the first field that is wrong gets the focus. */
  asked?: number;
  /** In CSS pixels; never wider than the window. */
  width?: number;
  /** Whether a click beside it or Escape must not close it, because typed text would be lost. */
  locked?: boolean;
  /** Whether its buttons decide already, where they wait for that; see {@link useGuard}. */
  ready?: boolean;
  /** Whether it asks something urgent. */
  alert?: boolean;
}) {
  const t = useText();
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    const wrong = content.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    wrong?.focus({ preventScroll: true });
    wrong?.scrollIntoView({ block: "center" });
  }, [asked]);
  return (
    <ModalOverlay
      className={css.veil ?? ""}
      isOpen
      isDismissable={!locked}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal
        className={css.modal ?? ""}
        style={{ "--dialog-width": `${width}px` } as React.CSSProperties}
      >
        <AriaDialog className={css.dialog ?? ""} role={alert ? "alertdialog" : "dialog"}>
          <header>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label={t.kit.close} onPress={onClose} />
          </header>
          <div ref={content} className={css.content}>
            {children}
          </div>
          {fault && (
            <div className={css.fault}>
              <FaultPanel fault={fault} />
            </div>
          )}
          {footer && <footer data-ready={ready}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A small panel that its trigger, a button, opens beside itself. */
export function Popover({
  trigger,
  title,
  isOpen,
  onOpenChange,
  placement = "top start",
  children,
}: {
  trigger: ReactElement;
  title: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  placement?: Placement;
  children: ReactNode;
}) {
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <AriaPopover className={css.popover ?? ""} placement={placement} offset={8}>
        <AriaDialog className={css.small ?? ""}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
