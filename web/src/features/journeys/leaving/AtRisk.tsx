import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, percent, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { exportAnswer } from "../exports";
import { Part } from "../Part";
import { useSelection } from "../selection";
import tables from "../tables.module.css";
import classes from "./AtRisk.module.css";
import { usePatternWords } from "./patternWords";
import type { leavingQuestion } from "./question";

type Result = Answer<"leaving">;

const FIRST = 10;
const REASONS = 3;
/** So many are in the file: all there are, within what the server lists. */
const MOST = 1_000_000;

export interface AtRiskProps {
  result: Result;
  question: ReturnType<typeof leavingQuestion>;
}

/** Who is on a path of leaving today, by number of the customer alone, and why it is thought so. */
export function AtRisk({ result, question }: AtRiskProps) {
  const { t } = useTranslation("journeys");
  const words = usePatternWords();
  const [all, setAll] = useState(false);
  const shown = all ? result.listed : result.listed.slice(0, FIRST);
  if (result.listed.length === 0) return null;
  return (
    <Part
      title={t("leaving.list")}
      lead={t("leaving.listLead", { shown: count(result.listed.length), all: count(result.today.on_path) })}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys */}
      <section className={tables.scroll} tabIndex={0} aria-label={t("leaving.list")}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t("leaving.customer")}</th>
              <th scope="col" className={tables.number}>
                {t("leaving.risk")}
              </th>
              <th scope="col" className={tables.number}>
                {t("leaving.since")}
              </th>
              <th scope="col">{t("leaving.reasons")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.customer_id}>
                <th scope="row" className={classes.customer}>
                  {one.customer_id}
                </th>
                <td className={tables.number}>{percent(one.risk)}</td>
                <td className={tables.number}>{span(one.seconds_since)}</td>
                <td className={classes.reasons}>{one.reasons.slice(0, REASONS).map(words).join(" · ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div>
        {result.listed.length > shown.length && (
          <Button variant="default" mr="sm" onClick={() => setAll(true)}>
            {t("leaving.showListed", { n: count(result.listed.length) })}
          </Button>
        )}
        <SaveList question={question} />
      </div>
    </Part>
  );
}

function SaveList({ question }: Pick<AtRiskProps, "question">) {
  const { t } = useTranslation("journeys");
  const [selection] = useSelection();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    exportAnswer("leaving", {
      question: { ...question, listed: MOST },
      selection,
      format: "csv",
      table: "customers",
    })
      .catch((error: Error) =>
        notifications.show({ color: "barrier", title: t("export.failed"), message: error.message }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Button variant="default" loading={busy} leftSection={<IconDownload size={16} />} onClick={save}>
      {t("leaving.saveList")}
    </Button>
  );
}
