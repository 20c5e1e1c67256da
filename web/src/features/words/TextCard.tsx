import { Button, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPin } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { count, date } from "@/ui/numbers";
import { pieces } from "./highlight";
import { MOODS, type Mood, NO_THEME, useCorrect, type WordsText, type WordsTheme } from "./queries";
import classes from "./Words.module.css";

export interface TextCardProps {
  text: WordsText;
  themes: readonly WordsTheme[];
  query: string;
  mayEdit: boolean;
  onPin: () => void;
}

/** One text as it was written, names hidden; its theme and mood can be set right in place. */
export function TextCard({ text, themes, query, mayEdit, onPin }: TextCardProps) {
  const { t } = useTranslation("words");
  const correct = useCorrect();
  const set = (change: { theme?: string | null; mood?: Mood }) =>
    correct.mutate(
      { id: text.id, ...change },
      {
        onSuccess: () => notifications.show({ message: t("corrected") }),
        onError: (error) =>
          notifications.show({ color: "barrier", title: t("failed"), message: error.message }),
      },
    );
  const theme = themes.find(({ id }) => id === text.theme);
  return (
    <li className={classes.text} data-mood={text.mood}>
      <blockquote className={classes.quote} lang={text.language === "und" ? undefined : text.language}>
        {pieces(text.text, query).map((piece) =>
          piece.marked ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
        )}
      </blockquote>
      <p className={classes.meta}>
        <span>{text.count === 1 ? t("saidOnce") : t("said", { formatted: count(text.count) })}</span>
        {text.customers > 1 && <span>{t("byCustomers", { formatted: count(text.customers) })}</span>}
        {text.last !== null && <span>{date(text.last)}</span>}
        {text.subjects.length > 0 && <span>{text.subjects.slice(0, 3).join(", ")}</span>}
        {text.hidden > 0 && <span>{t("hidden", { count: text.hidden })}</span>}
        {text.set_by !== "words" && <span>{t(`setBy.${text.set_by}`)}</span>}
      </p>
      <div className={classes.textActions}>
        {mayEdit ? (
          <>
            <Select
              size="xs"
              className={classes.themeChoice}
              aria-label={t("themeOf")}
              data={[
                { value: NO_THEME, label: t("noTheme") },
                ...themes.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={text.theme ?? NO_THEME}
              allowDeselect={false}
              searchable
              onChange={(chosen) => chosen !== null && set({ theme: chosen === NO_THEME ? null : chosen })}
            />
            <Select
              size="xs"
              className={classes.moodChoice}
              aria-label={t("moodOf")}
              data={MOODS.map((mood) => ({ value: mood, label: t(`mood.${mood}`) }))}
              value={text.mood}
              allowDeselect={false}
              onChange={(chosen) => {
                const mood = MOODS.find((one) => one === chosen);
                if (mood !== undefined) set({ mood });
              }}
            />
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPin size={16} aria-hidden="true" />}
              onClick={onPin}
            >
              {t("pin")}
            </Button>
          </>
        ) : (
          <p className={classes.meta}>
            <span>{theme?.name ?? t("noTheme")}</span>
            <span>{t(`mood.${text.mood}`)}</span>
          </p>
        )}
      </div>
    </li>
  );
}
