export { AttachedFrom } from "./AttachedFrom";
export { Block, MarksText } from "./Block";
export { Command } from "./Command";
export { ContentBlock, Structured } from "./ContentBlock";
export { costWords, obstacleWords, reasonWords } from "./choice";
export { lineOf, nameOf, parseLine, wordsOf } from "./commandLine";
export { GotPrompt, GotResource } from "./Got";
export { GrantForm } from "./GrantForm";
export { Picture, Sound } from "./Media";
export { HEAVY, LARGEST, typeOfFile } from "./media";
export { ProgressLine } from "./ProgressLine";
export { given, PromptFields, type TextArgument } from "./PromptFields";
export { offeredOf, Ranked } from "./Ranked";
export { RawRequest } from "./RawRequest";
export { blockOf, contentOf, isObject, messagesOf, partsOf } from "./received";
export { SecretFields } from "./SecretFields";
export {
  anew,
  keptSecrets,
  type SecretDraft,
  type SecretProblem,
  secretProblems,
  secretsOf,
} from "./secrets";
export {
  amountWords,
  spendOf,
  spendWords,
  totalOf,
  useSpend,
  useTotal,
} from "./spend";
export { ThreadLine } from "./ThreadLine";
export { ToolDefinition } from "./ToolDefinition";
export { expand, variablesOf } from "./template";
export { Values } from "./Values";
export {
  inputFromWire,
  type JsonObject,
  resultFromWire,
  resultToWire,
  toWire,
  Unfit,
} from "./wire";
export {
  bytesOf,
  modelWords,
  namesIn,
  PERSON,
  plainText,
  replyRemarkWords,
  signerWords,
  stopWords,
  targetWords,
  toModel,
} from "./words";
