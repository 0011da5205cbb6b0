export { Servers } from "./Servers";
