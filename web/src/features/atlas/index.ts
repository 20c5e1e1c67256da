export { AtlasPage } from "./AtlasPage";
