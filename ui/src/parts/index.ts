export { ContentBlock } from "./ContentBlock";
export { GrantForm } from "./GrantForm";
export { Picture, Sound } from "./Media";
export {
  bytesOf,
  modelWords,
  PERSON,
  plainText,
  signerWords,
  stopWords,
  targetWords,
  toModel,
} from "./words";
