export { MapPage, type MapParts } from "./MapPage";
export { MapsPage } from "./MapsPage";
