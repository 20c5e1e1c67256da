/** Numbers, shares, spans and dates as people read them. English forms; digits stay exact. */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const moment = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});

export const count = (value: number): string => whole.format(value);

export const short = (value: number): string => compact.format(value);

/** A share from 0 to 1. Never shows 0 % for something, nor 100 % for almost all. */
export function percent(share: number): string {
  const points = share * 100;
  if (points > 0 && points < 0.1) return "<0.1 %";
  if (points < 100 && points >= 99.95) return ">99.9 %";
  if (points === 0 || points === 100) return `${points} %`;
  return `${points.toFixed(1)} %`;
}

/** A share on an axis, whose places are round. */
export const percentTick = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

const UNITS = [
  { seconds: 365.25 * 86_400, name: "y", next: 86_400 * 30.4375, nextName: "mo" },
  { seconds: 86_400, name: "d", next: 3_600, nextName: "h" },
  { seconds: 3_600, name: "h", next: 60, nextName: "min" },
  { seconds: 60, name: "min", next: 1, nextName: "s" },
] as const;

/** A span of time in its two largest units: `3 d 4 h`, `12 min`, `4.2 s`. */
export function span(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 0.0005) return "0 s";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const unit = UNITS.find((candidate) => seconds >= candidate.seconds);
  if (unit === undefined) return Math.round(seconds) === 60 ? span(60) : `${Math.round(seconds)} s`;
  const rounded = Math.round(seconds / unit.next) * unit.next;
  if (rounded > seconds && Math.floor(rounded / unit.seconds) > Math.floor(seconds / unit.seconds))
    return span(rounded);
  const major = Math.floor(seconds / unit.seconds);
  const minor = Math.round((seconds - major * unit.seconds) / unit.next);
  return minor === 0 || major >= 100
    ? `${major} ${unit.name}`
    : `${major} ${unit.name} ${minor} ${unit.nextName}`;
}

/** A day, in UTC, as the log counts them. */
export const date = (iso: string | null): string => (iso === null ? "–" : day.format(new Date(iso)));

export const dateTime = (iso: string | null): string => (iso === null ? "–" : moment.format(new Date(iso)));

const BYTES = ["B", "kB", "MB", "GB", "TB"] as const;

export function bytes(size: number): string {
  const power = size < 1000 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${BYTES[power]}`;
}

const worth = new Intl.NumberFormat("en", { maximumFractionDigits: 2, minimumFractionDigits: 2 });

/** What something is worth, in the log's own currency: cents below a thousand, whole numbers above. */
export function amount(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return Math.abs(value) < 1_000 ? worth.format(value) : whole.format(value);
}
