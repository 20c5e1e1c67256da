import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { count, percent } from "@/ui/numbers";
import { MOODS, type Mood, type Moods } from "./queries";
import classes from "./Words.module.css";

export const total = (moods: Moods): number => moods.negative + moods.mixed + moods.positive;

/** The shares of the three moods as one line; the words beside it say the same. */
export function MoodLine({ moods, height = 6 }: { moods: Moods; height?: number }) {
  return (
    <span className={classes.line} style={{ height }} aria-hidden="true">
      {MOODS.filter((mood) => moods[mood] > 0).map((mood) => (
        <span key={mood} data-mood={mood} style={{ flexGrow: moods[mood] }} />
      ))}
    </span>
  );
}

/** How often each mood is heard; a mood can be chosen to hear it alone. */
export function MoodBar({
  moods,
  chosen,
  onChoose,
}: {
  moods: Moods;
  chosen: Mood | null;
  onChoose: (mood: Mood | null) => void;
}) {
  const { t } = useTranslation("words");
  const all = total(moods);
  return (
    <section aria-label={t("moods")} className={classes.moods}>
      <MoodLine moods={moods} height={12} />
      <div className={classes.moodKeys}>
        {MOODS.map((mood) => (
          <UnstyledButton
            key={mood}
            className={classes.moodKey}
            aria-pressed={chosen === mood}
            onClick={() => onChoose(chosen === mood ? null : mood)}
          >
            <span className={classes.dot} data-mood={mood} aria-hidden="true" />
            <span className={classes.moodName}>{t(`mood.${mood}`)}</span>
            <strong>{count(moods[mood])}</strong>
            <span className={classes.quiet}>{all > 0 && percent(moods[mood] / all)}</span>
          </UnstyledButton>
        ))}
      </div>
    </section>
  );
}
