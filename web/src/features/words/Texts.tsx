import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, dateTime } from "@/ui/numbers";
import { Filters } from "./Filters";
import { MoodBar } from "./MoodBar";
import { PinDialog } from "./PinDialog";
import type { Asked, Words, WordsText } from "./queries";
import { TextCard } from "./TextCard";
import { Trend } from "./Trend";
import classes from "./Words.module.css";

export interface TextsProps {
  words: Words;
  asked: Asked;
  mayEdit: boolean;
  onChange: (change: Asked) => void;
  onClear: () => void;
  onMore: () => void;
}

/** The texts that are meant, with their moods and months over all of them. */
export function Texts({ words, asked, mayEdit, onChange, onClear, onMore }: TextsProps) {
  const { t } = useTranslation("words");
  const [pinning, setPinning] = useState<WordsText | null>(null);
  return (
    <section className={classes.main} aria-label={t("title")}>
      <Filters asked={asked} words={words} mayEdit={mayEdit} onChange={onChange} />
      <div className={classes.overview}>
        <MoodBar moods={words.moods} chosen={asked.mood ?? null} onChoose={(mood) => onChange({ mood })} />
        <Trend months={words.months} />
      </div>
      <p className={classes.found} aria-live="polite">
        <strong>{t("found", { count: words.found, formatted: count(words.found) })}</strong>
        {words.found > 0 && <span>{t("said", { formatted: count(words.said) })}</span>}
      </p>
      {words.found === 0 && (
        <div className={classes.none}>
          <p>
            <strong>{t("nothing")}</strong>
          </p>
          <p>{t("nothingLead")}</p>
          <Button size="xs" variant="default" onClick={onClear}>
            {t("clear")}
          </Button>
        </div>
      )}
      <ul className={classes.texts}>
        {words.texts.map((text) => (
          <TextCard
            key={text.id}
            text={text}
            themes={words.themes}
            query={asked.by === "meaning" ? "" : (asked.query ?? "")}
            mayEdit={mayEdit}
            onPin={() => setPinning(text)}
          />
        ))}
      </ul>
      {words.found > words.texts.length && (
        <Button variant="default" onClick={onMore} className={classes.showMore}>
          {t("showMore")}
        </Button>
      )}
      {words.state.read_at !== null && (
        <p className={classes.quiet}>
          {t("readAt", { at: dateTime(words.state.read_at), texts: count(words.state.texts) })}
        </p>
      )}
      <PinDialog text={pinning} onClose={() => setPinning(null)} />
    </section>
  );
}
