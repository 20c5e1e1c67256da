export { HistoryPanel } from "./HistoryPanel";
export { VersionsDesk } from "./VersionsDesk";
export { VersionsPanel } from "./VersionsPanel";
