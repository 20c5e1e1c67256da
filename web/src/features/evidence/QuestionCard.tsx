import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ImportQuestion } from "@/api";
import classes from "./QuestionCard.module.css";

export interface QuestionCardProps {
  question: ImportQuestion;
  /** The answer that stands, where one does. */
  chosen?: string | null | undefined;
  onAnswer: (value: string) => void;
}

/** What the file does not say by itself is asked, with an example for each answer; never guessed. */
export function QuestionCard({ question, chosen, onAnswer }: QuestionCardProps) {
  const { t } = useTranslation("evidence");
  const heading = useId();
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <p className={classes.kicker}>{t(question.needed ? "look.question" : "look.check")}</p>
      <h2 id={heading} className={classes.text}>
        {question.text}
      </h2>
      <div className={classes.choices}>
        {question.choices.map((choice) => (
          <button
            type="button"
            key={choice.value}
            className={classes.choice}
            aria-pressed={chosen == null ? undefined : choice.value === chosen}
            onClick={() => onAnswer(choice.value)}
          >
            <strong>{choice.label}</strong>
            <span>{choice.example}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
