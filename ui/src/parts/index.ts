export { ContentBlock } from "./ContentBlock";
export { GrantForm } from "./GrantForm";
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
