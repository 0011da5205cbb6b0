import type { ReactNode } from "react";
import {
  Tab as AriaTab,
  Tabs as AriaTabs,
  TabList,
  TabPanel,
  ToggleButton,
  ToggleButtonGroup,
} from "react-aria-components";
import css from "./Tabs.module.css";

/** One tab: its words and, optionally, what stands under it. */
export interface Tab {
  key: string;
  text: ReactNode;
  panel: ReactNode;
}

/** Several views of one thing. Only the chosen one is mounted. */
export function Tabs({
  label,
  value,
  onChange,
  tabs,
  aside,
  fill,
}: {
  label: string;
  value: string;
  onChange: (key: string) => void;
  tabs: readonly Tab[];
  /** What stands at the end of the row of tabs. */
  aside?: ReactNode;
  /** Whether the panel takes the height that is left and scrolls in itself. */
  fill?: boolean;
}) {
  return (
    <AriaTabs
      className={fill ? `${css.tabs} ${css.fill}` : (css.tabs ?? "")}
      selectedKey={value}
      onSelectionChange={(key) => onChange(String(key))}
    >
      <div className={css.bar}>
        <TabList aria-label={label} className={css.row ?? ""}>
          {tabs.map((tab) => (
            <AriaTab key={tab.key} id={tab.key} className={css.tab ?? ""}>
              {tab.text}
            </AriaTab>
          ))}
        </TabList>
        {aside}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.key} id={tab.key} className={css.panel ?? ""}>
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}

/** A choice among a few words, all in sight. */
export function Segmented({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string;
  onChange: (key: string) => void;
  options: readonly { key: string; text: string }[];
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={css.row ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        for (const key of keys) onChange(String(key));
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.key} id={option.key} className={css.tab ?? ""}>
          {option.text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
