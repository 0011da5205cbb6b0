export { Requests } from "./Requests";
