export { AuditLog } from "./AuditLog";
export { DepartmentSettings } from "./DepartmentSettings";
export { PeopleSettings } from "./PeopleSettings";
export { WorkspaceSettings } from "./WorkspaceSettings";
