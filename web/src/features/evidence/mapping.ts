/** The user's corrections of what was recognised. Pure: a mapping in, a mapping out. */
import type { Mapping } from "@/api";

export const ROLES = [
  "customer_id",
  "event",
  "time",
  "channel",
  "device",
  "touchpoint",
  "department",
  "session",
  "score",
  "scale",
  "text",
  "value",
  "currency",
] as const;

const REQUIRED = ["customer_id", "event", "time"] as const;

/** The role that a column plays, if any. */
export const roleOf = (mapping: Mapping, column: string): string | null =>
  Object.entries(mapping.roles).find(([, name]) => name === column)?.[0] ?? null;

/** Gives a column a role, and takes it from whichever column had it. `null`: the column plays none. */
export function withRole(mapping: Mapping, column: string, role: string | null): Mapping {
  const others = Object.entries(mapping.roles).filter(([name, owner]) => owner !== column && name !== role);
  const roles = Object.fromEntries(role === null ? others : [...others, [role, column]]);
  const newTime = roles.time !== mapping.roles.time;
  return { ...mapping, roles, dates: newTime ? "auto" : mapping.dates };
}

/** What every event needs and no column plays yet. */
export const missingRoles = (mapping: Mapping): string[] =>
  REQUIRED.filter(
    (role) =>
      mapping.roles[role] === undefined &&
      !(role === "event" && mapping.constant_event != null && mapping.constant_event !== ""),
  );

/** Writes the answer of a question into the mapping: its code is a field, or a role. */
export function answered(mapping: Mapping, code: string, value: string): Mapping {
  if ((ROLES as readonly string[]).includes(code)) return withRole(mapping, value, code);
  return { ...mapping, [code]: value };
}
