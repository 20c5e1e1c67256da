import { SegmentedControl } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Dialogs.module.css";

export interface Paper {
  paper: "a4" | "a3" | "poster";
  pages: "one" | "several";
  orientation: "landscape" | "portrait";
}

const PAPERS = ["a4", "a3", "poster"] as const;
const PAGES = ["one", "several"] as const;
const ORIENTATIONS = ["landscape", "portrait"] as const;

/** The paper of a PDF: its size, how many sheets, how they lie. */
export function PaperOptions({ value, onChange }: { value: Paper; onChange: (paper: Paper) => void }) {
  const { t } = useTranslation("maps");
  const lead = value.paper === "poster" ? "posterLead" : (`${value.pages}Lead` as const);
  return (
    <div className={classes.paper}>
      <Choice
        label={t("paper.label")}
        value={value.paper}
        choices={PAPERS.map((one) => ({ value: one, label: t(`paper.${one}`) }))}
        onChange={(paper) => onChange({ ...value, paper })}
      />
      {value.paper !== "poster" && (
        <>
          <Choice
            label={t("paper.pages")}
            value={value.pages}
            choices={PAGES.map((one) => ({ value: one, label: t(`paper.${one}`) }))}
            onChange={(pages) => onChange({ ...value, pages })}
          />
          <Choice
            label={t("paper.orientation")}
            value={value.orientation}
            choices={ORIENTATIONS.map((one) => ({ value: one, label: t(`paper.${one}`) }))}
            onChange={(orientation) => onChange({ ...value, orientation })}
          />
        </>
      )}
      <p className={classes.lead}>{t(`paper.${lead}`)}</p>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  choices: { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A few words to choose one of, with their name before them. */
export function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className={classes.choice}>
      <span id={id}>{label}</span>
      <SegmentedControl aria-labelledby={id} value={value} onChange={onChange} data={choices} />
    </div>
  );
}
