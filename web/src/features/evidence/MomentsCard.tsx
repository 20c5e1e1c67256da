import { Button, Checkbox } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ImportQuestion, Mapping } from "@/api";
import { withMoment, withPurpose } from "./mapping";
import classes from "./QuestionCard.module.css";

export interface MomentsCardProps {
  question: ImportQuestion;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

/** A row with several times, as an order has: each column can be an event of its own. */
export function MomentsCard({ question, mapping, onMapping }: MomentsCardProps) {
  const { t } = useTranslation("evidence");
  const heading = useId();
  const moments = mapping.moments ?? {};
  const all = () =>
    onMapping(
      question.choices.reduce(
        (so, { value, label }) => withMoment(so, value, moments[value] ?? label),
        mapping,
      ),
    );
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <p className={classes.kicker}>{t("look.check")}</p>
      <h2 id={heading} className={classes.text}>
        {t("look.moments")}
      </h2>
      <p>{t("look.momentsHint")}</p>
      <div className={classes.moments}>
        {question.choices.map(({ value, label, example }) => (
          <Checkbox
            key={value}
            checked={moments[value] !== undefined}
            label={value}
            description={example}
            onChange={({ currentTarget }) =>
              onMapping(
                currentTarget.checked ? withMoment(mapping, value, label) : withPurpose(mapping, value, null),
              )
            }
          />
        ))}
      </div>
      <div>
        <Button variant="default" size="compact-md" onClick={all}>
          {t("look.momentsAll")}
        </Button>
      </div>
    </section>
  );
}
