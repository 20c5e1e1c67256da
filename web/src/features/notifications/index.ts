export { NotificationBell } from "./NotificationBell";
// The page comes as a file of its own: the shell loads it by its path.
