export { Desk, useCardAtHand } from "./Desk";
