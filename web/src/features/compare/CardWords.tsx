import { useTranslation } from "react-i18next";
import type { Card } from "@/map-model";
import classes from "./Compare.module.css";

/** A card as words: its text, what would help, who is responsible, a metric's value. */
export function CardWords({ card }: { card: Card }) {
  const { t } = useTranslation("compare");
  const value = card.value === null ? "" : `${card.value} ${card.unit}`.trim();
  const facts = [card.channel, card.device, card.department, card.person, value].filter(Boolean);
  return (
    <div className={classes.card}>
      {card.text !== "" && <p>{card.text}</p>}
      {facts.length > 0 && <p className={classes.quiet}>{facts.join(" · ")}</p>}
      {card.recommendation !== "" && (
        <p className={classes.recommendation}>
          <span>{t("recommendation")}</span> {card.recommendation}
        </p>
      )}
    </div>
  );
}
