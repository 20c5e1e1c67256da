export { AccountSettings } from "./AccountSettings";
export { SecuritySettings } from "./SecuritySettings";
