export { apply, isAnswered, isClosed } from "./apply";
export { type Attached, attachedMeta, attachedTo } from "./attached";
export { argumentsOf, calledOf, isOf } from "./called";
export { useExchange } from "./exchange";
export { toFault } from "./fault";
export {
  type Action,
  StoreProvider,
  useAction,
  useBackend,
  useEvents,
  useKnown,
  useSnapshot,
} from "./hooks";
export { useKept } from "./kept";
export { type Listing, useListing, useSuggestions } from "./listing";
export { type ModelsPage, type Route, RouteProvider, type Screen, useRoute } from "./route";
export {
  accountOf,
  allowedOf,
  isHere,
  modelKey,
  pauses,
  sameModel,
  serversIn,
  waitingCount,
  waits,
} from "./select";
export { type Known, openStore, type Store } from "./store";
