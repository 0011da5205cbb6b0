import { type ReactNode, useState } from "react";
import { useText } from "../../i18n";
import { Button, classes, FindField, Icon, ListRow, PickList, PlainText } from "../../kit";
import css from "./Tools.module.css";

/** From so many on, a field narrows the list. */
const MANY = 10;

/** One thing that a server has. */
export interface Thing {
  key: string;
  title: string;
  note?: string | undefined;
}

/** What a server has of one kind, and the one of it that was chosen. */
export function Shelf({
  label,
  find,
  all,
  things,
  chosen,
  onChoose,
  above,
  children,
}: {
  label: string;
  /** What the field that narrows the list says. */
  find: string;
  /** The way back to the list where there is room for one side only. */
  all: string;
  things: readonly Thing[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
  above?: ReactNode;
  children: (key: string) => ReactNode;
}) {
  const t = useText();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const shown = things.filter((one) =>
    `${one.key} ${one.title} ${one.note ?? ""}`.toLowerCase().includes(wanted),
  );
  const picked = things.some((one) => one.key === chosen) ? chosen : null;
  const open = picked ?? things[0]?.key;
  return (
    <div className={classes(css.tools, picked !== null && css.inside)}>
      <div className={css.list}>
        {things.length > MANY && <FindField label={find} value={words} onChange={setWords} />}
        {above}
        <div className={css.rows}>
          <PickList
            label={label}
            items={shown}
            keyOf={(one) => one.key}
            selected={open ?? null}
            onSelect={onChoose}
            estimate={62}
            row={(one) => <Row thing={one} />}
          />
          {shown.length === 0 && <p className={css.none}>{t.servers.toolsNoMatch}</p>}
        </div>
      </div>
      <div className={css.tool}>
        <div className={css.back}>
          <Button small look="quiet" onPress={() => onChoose(null)}>
            <Icon name="undo" size={14} /> {all}
          </Button>
        </div>
        {open !== undefined && children(open)}
      </div>
    </div>
  );
}

function Row({ thing }: { thing: Thing }) {
  return (
    <ListRow title={<PlainText>{thing.title}</PlainText>}>
      {thing.note && (
        <p>
          <PlainText>{thing.note}</PlainText>
        </p>
      )}
    </ListRow>
  );
}
