import { languages, setLanguage, useLanguage, useText } from "../../i18n";
import { Segmented, Select, setTheme, type Theme, useTheme } from "../../kit";
import css from "./Settings.module.css";

/** How the window looks, and its language. Both hold at once and for the next start. */
export function Appearance() {
  const t = useText();
  const theme = useTheme();
  const language = useLanguage();
  const themes: Record<Theme, string> = {
    system: t.settings.themeSystem,
    light: t.settings.themeLight,
    dark: t.settings.themeDark,
  };
  const keys = Object.keys(languages) as (keyof typeof languages)[];
  return (
    <section className={css.section} aria-labelledby="settings-appearance">
      <h2 id="settings-appearance">{t.settings.appearance}</h2>
      <div className={css.pair}>
        <div className={css.field}>
          <span>{t.settings.theme}</span>
          <Segmented
            label={t.settings.theme}
            value={theme}
            onChange={(key) => setTheme(key as Theme)}
            options={(Object.keys(themes) as Theme[]).map((key) => ({ key, text: themes[key] }))}
          />
        </div>
        <Select
          label={t.settings.language}
          value={language}
          onChange={(key) => void setLanguage(key as (typeof keys)[number])}
          options={keys.map((key) => ({ key, text: languages[key] }))}
        />
      </div>
    </section>
  );
}
