import { useRef } from "react";
import { type Format, type Text, useFormat, useText } from "../../i18n";
import type { Content, Tool } from "../../ipc/generated";
import { IconButton, Menu, MenuItem, Notice } from "../../kit";
import { LARGEST, typeOfFile } from "../../parts";
import css from "./Card.module.css";

/** A way to add a part: a text, a picture or sound from a file, the use of a tool. */
export function AddPart({
  tools = [],
  onAdd,
  onRefused,
}: {
  /** Tools that may be used. */
  tools?: readonly Tool[];
  onAdd: (content: Content) => void;
  /** Says why a file was not taken; `null` before the next one. */
  onRefused: (why: string | null) => void;
}) {
  const t = useText();
  const f = useFormat();
  const picker = useRef<HTMLInputElement>(null);
  const take = async (file: File) => {
    onRefused(null);
    const part = await partOf(file, t, f);
    if (typeof part === "string") onRefused(part);
    else onAdd(part);
  };
  return (
    <>
      <Menu
        label={t.content.addPart}
        trigger={<IconButton small icon="plus" label={t.content.addPart} />}
      >
        <MenuItem icon="log" onAction={() => onAdd({ kind: "text", text: "" })}>
          {t.content.addText}
        </MenuItem>
        <MenuItem icon="image" onAction={() => picker.current?.click()}>
          {t.content.addFile}
        </MenuItem>
        {tools.map((tool) => (
          <MenuItem
            key={tool.name}
            icon="tool"
            onAction={() => onAdd({ kind: "tool_use", id: newId(), name: tool.name, input: {} })}
          >
            {t.content.addUse(tool.name)}
          </MenuItem>
        ))}
      </Menu>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t.content.addFile}
        accept="image/png,image/jpeg,image/gif,image/webp,audio/*"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // So that the same file can be chosen again.
          event.target.value = "";
          if (file) void take(file);
        }}
      />
    </>
  );
}

/** Why a file was not taken. */
export function FileRefused({ why }: { why: string | null }) {
  if (why === null) return null;
  return (
    <div className={css.stack}>
      <Notice tone="rose" alert>
        {why}
      </Notice>
    </div>
  );
}

/** An id that no other use has. */
function newId(): string {
  return `call_${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

/** A file as a part, or the sentence that says why it is none. */
async function partOf(file: File, t: Text, f: Format): Promise<Content | string> {
  if (file.size > LARGEST) return t.content.fileTooLarge(f.bytes(file.size), f.bytes(LARGEST));
  if (file.size === 0) return t.content.fileEmpty(file.name);
  const data = await base64Of(file);
  if (data === null) return t.content.fileUnreadable(file.name);
  const type = typeOfFile(data, file.type);
  if (type === undefined) return t.content.fileUnknown(file.name);
  return { kind: type.startsWith("image/") ? "image" : "audio", data, mime_type: type };
}

function base64Of(file: File): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(",") + 1));
    };
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(file);
  });
}
