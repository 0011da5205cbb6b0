export type { Text } from "./en";
export type { Format } from "./format";
export {
  type Language,
  languages,
  openLanguage,
  setLanguage,
  useFormat,
  useLanguage,
  useText,
} from "./language";
export { rich } from "./rich";
