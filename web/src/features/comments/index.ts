export { CommentsPanel } from "./CommentsPanel";
export { DeskOfMap } from "./DeskContext";
