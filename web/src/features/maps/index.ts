export { MapPage } from "./MapPage";
export { MapsPage } from "./MapsPage";
