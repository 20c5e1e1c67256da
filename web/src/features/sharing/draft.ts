/** What the form of a link holds, and what of it goes to the server. */
import type { LaneChoice, LinkChange, NewLink, ShareLink } from "./queries";

export const ENDS = ["day", "week", "month", "quarter", "never"] as const;
export type End = (typeof ENDS)[number] | "same";
const DAYS: Readonly<Record<Exclude<End, "same" | "never">, number>> = {
  day: 1,
  week: 7,
  month: 30,
  quarter: 90,
};
const DAY_MS = 24 * 60 * 60 * 1000;
const ANYWHERE = "*";

export interface Draft {
  readonly permission: "view" | "comment";
  readonly label: string;
  readonly end: End;
  readonly password: string;
  readonly withoutPassword: boolean;
  readonly lanes: ReadonlySet<string>;
  readonly embedded: boolean;
  /** One site a line; empty: any. */
  readonly sites: string;
}

export const newDraft = (lanes: readonly LaneChoice[]): Draft => ({
  permission: "view",
  label: "",
  end: "month",
  password: "",
  withoutPassword: false,
  lanes: new Set(lanes.filter(({ usual }) => usual).map(({ id }) => id)),
  embedded: false,
  sites: "",
});

export const draftOf = (link: ShareLink): Draft => ({
  permission: link.permission,
  label: link.label,
  end: "same",
  password: "",
  withoutPassword: false,
  lanes: new Set(link.lanes),
  embedded: link.embed.length > 0,
  sites: link.embed.filter((site) => site !== ANYWHERE).join("\n"),
});

/** Sites as the server wants them: scheme and host alone, whatever was pasted. */
export function sitesIn(text: string): string[] {
  const written = text.split(/[\s,]+/).filter((site) => site !== "");
  const sites = written.map((site) => {
    const url = URL.parse(/^https?:\/\//i.test(site) ? site : `https://${site}`);
    return url === null ? site : url.origin;
  });
  return sites.length === 0 ? [ANYWHERE] : [...new Set(sites)];
}

function shared(draft: Draft, lanes: readonly LaneChoice[]) {
  return {
    permission: draft.permission,
    label: draft.label,
    lanes: lanes.map(({ id }) => id).filter((id) => draft.lanes.has(id)),
    embed: draft.embedded ? sitesIn(draft.sites) : [],
  };
}

const momentOf = (end: Exclude<End, "same">, now: Date): string | null =>
  end === "never" ? null : new Date(now.getTime() + DAYS[end] * DAY_MS).toISOString();

export const wantedOf = (draft: Draft, lanes: readonly LaneChoice[], now: Date): NewLink => ({
  ...shared(draft, lanes),
  password: draft.password === "" ? null : draft.password,
  expires_at: draft.end === "same" ? null : momentOf(draft.end, now),
});

export const changeOf = (draft: Draft, lanes: readonly LaneChoice[], now: Date): LinkChange => ({
  ...shared(draft, lanes),
  ...(draft.end === "same" ? {} : { expires_at: momentOf(draft.end, now) }),
  ...(draft.withoutPassword ? { password: null } : draft.password === "" ? {} : { password: draft.password }),
});
