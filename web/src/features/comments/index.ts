export { CommentsPanel } from "./CommentsPanel";
export { DeskProvider, useNewDesk } from "./DeskContext";
