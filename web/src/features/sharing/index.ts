export { ShareDialog } from "./ShareDialog";
export { WorkspaceLinks } from "./WorkspaceLinks";
