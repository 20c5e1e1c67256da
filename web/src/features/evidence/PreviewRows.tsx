import { useTranslation } from "react-i18next";
import type { Preview } from "@/api";
import classes from "./PreviewRows.module.css";

const MOST_ROWS = 12;
const FIRST = ["customer_id", "event", "time"];

/** The roles that any row fills, the necessary ones first. */
export function filledRoles(rows: Preview["rows"], first: readonly string[] = FIRST): string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const filled = [...names].filter(
    (name) => !first.includes(name) && rows.some((row) => row[name] !== null && row[name] !== undefined),
  );
  return [...first, ...filled];
}

/** `2025-09-07T12:51:00+00:00` → `2025-09-07 12:51:00`: the zone stands above the table. */
const shown = (role: string, value: string | number): string | number =>
  role === "time" && typeof value === "string"
    ? value.replace("T", " ").replace(/(\.000+)?(\+00:00|Z)$/, "")
    : value;

interface PreviewRowsProps extends Pick<Preview, "rows" | "problems"> {
  /** Columns that are shown even when they are empty; by default those that every event needs. */
  first?: readonly string[] | undefined;
}

/** The first rows as they will be read, and those that would be put aside. */
export function PreviewRows({ rows, problems, first }: PreviewRowsProps) {
  const { t } = useTranslation("evidence");
  const roles = filledRoles(rows, first);
  return (
    <>
      <p className={classes.lead}>{t("look.previewLead")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={t("look.preview")}>
        <table className={classes.table}>
          <thead>
            <tr>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {t(`roles.${role}`, role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <tr key={index}>
                {roles.map((role) => (
                  <td key={role}>{shown(role, row[role] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {problems.length > 0 && (
        <>
          <h3 className={classes.problems}>{t("look.problems")}</h3>
          <ul className={classes.list}>
            {problems.map((problem) => (
              <li key={`${problem.row} ${problem.reason}`}>
                <strong>{t("look.problemRow", { row: problem.row })}</strong> {problem.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
