import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { EmptyState } from "@/ui/EmptyState";
import classes from "./NoSources.module.css";

const SAMPLE = [
  ["customer", "event", "time"],
  ["C-0417", "site_visited", "2026-03-02 09:14"],
  ["C-0417", "cart_added", "2026-03-02 09:21"],
  ["C-0882", "support_contacted", "2026-03-02 09:22"],
] as const;

/** Teaches what a log of events is by showing the smallest one. */
export function NoSources() {
  const { t } = useTranslation("evidence");
  const [head, ...rows] = SAMPLE;
  return (
    <>
      <EmptyState title={t("empty.title")} lead={t("empty.lead")} hint={t("empty.hint")}>
        <Button component={Link} href="/data/import" size="md" leftSection={<IconUpload size={18} />}>
          {t("import")}
        </Button>
      </EmptyState>
      <figure className={classes.sample}>
        <figcaption>
          <strong>{t("empty.sampleTitle")}</strong> {t("empty.sample")}
        </figcaption>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell) => (
                  <td key={cell}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </figure>
    </>
  );
}
