import { languages, setLanguage, useLanguage, useText } from "../i18n";
import { IconButton, Menu, MenuItem, MenuSection } from "../kit";
import { setTheme, type Theme, useTheme } from "./theme";

/** How the window looks, and its language. */
export function Preferences() {
  const t = useText();
  const theme = useTheme();
  const language = useLanguage();
  const themes: Record<Theme, string> = {
    system: t.app.themeSystem,
    light: t.app.themeLight,
    dark: t.app.themeDark,
  };
  return (
    <Menu
      label={t.app.preferences}
      placement="top start"
      trigger={<IconButton small icon="settings" label={t.app.preferences} />}
    >
      <MenuSection title={t.app.theme}>
        {(Object.keys(themes) as Theme[]).map((key) => (
          <MenuItem key={key} checked={theme === key} onAction={() => setTheme(key)}>
            {themes[key]}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSection title={t.app.language}>
        {(Object.keys(languages) as (keyof typeof languages)[]).map((key) => (
          <MenuItem key={key} checked={language === key} onAction={() => setLanguage(key)}>
            {languages[key]}
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}
