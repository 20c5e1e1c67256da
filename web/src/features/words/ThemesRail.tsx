import { ActionIcon, Button, Menu, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowMerge, IconDots, IconPencil, IconPlus, IconRefresh, IconTrash } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, percent } from "@/ui/numbers";
import { MoodLine, total } from "./MoodBar";
import { type Moods, NO_THEME, useRead, useRemoveTheme, type Words, type WordsTheme } from "./queries";
import { type Asking, ThemeDialog } from "./ThemeDialog";
import classes from "./Words.module.css";

const WOBBLY = 0.6;

/** What customers write about, with how often and in which mood; where themes are named, joined and made. */
export function ThemesRail({
  words,
  chosen,
  onChoose,
  mayEdit,
}: {
  words: Words;
  chosen: string | null;
  onChoose: (theme: string | null) => void;
  mayEdit: boolean;
}) {
  const { t } = useTranslation("words");
  const [asking, setAsking] = useState<Asking | null>(null);
  const read = useRead();
  const remove = useRemoveTheme();
  const everything = [...words.themes.map(({ moods }) => moods), words.without_theme];
  const all = everything.reduce(
    (sum, moods) => ({
      negative: sum.negative + moods.negative,
      mixed: sum.mixed + moods.mixed,
      positive: sum.positive + moods.positive,
    }),
    { negative: 0, mixed: 0, positive: 0 },
  );
  const take = (theme: WordsTheme) =>
    remove.mutate(theme.id, { onSuccess: () => notifications.show({ message: t("removed") }) });
  return (
    <nav aria-label={t("themes")} className={classes.rail}>
      <h2 className={classes.railTitle}>{t("themes")}</h2>
      <ul className={classes.themes}>
        <ThemeRow name={t("allThemes")} moods={all} here={chosen === null} onChoose={() => onChoose(null)} />
        {words.themes.map((theme) => (
          <ThemeRow
            key={theme.id}
            name={theme.name}
            moods={theme.moods}
            note={noteOf(theme, t)}
            here={chosen === theme.id}
            onChoose={() => onChoose(theme.id)}
          >
            {mayEdit && (
              <ThemeMenu
                theme={theme}
                joinable={words.themes.length > 1}
                onAsk={(what) => setAsking({ what, theme })}
                onRemove={() => take(theme)}
              />
            )}
          </ThemeRow>
        ))}
        <ThemeRow
          name={t("noTheme")}
          moods={words.without_theme}
          here={chosen === NO_THEME}
          onChoose={() => onChoose(NO_THEME)}
        />
      </ul>
      {mayEdit && (
        <div className={classes.railActions}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setAsking({ what: "add", theme: null })}
          >
            {t("addTheme")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconRefresh size={16} aria-hidden="true" />}
            loading={read.isPending}
            onClick={() => read.mutate(true)}
          >
            {t("afresh")}
          </Button>
        </div>
      )}
      <ThemeDialog asking={asking} themes={words.themes} onClose={() => setAsking(null)} />
    </nav>
  );
}

function noteOf(theme: WordsTheme, t: TFunction<"words">): string {
  const terms = theme.terms.slice(0, 6).join(", ");
  const told =
    theme.origin === "person"
      ? t("made")
      : theme.origin === "source"
        ? t("given")
        : theme.stability === null
          ? ""
          : theme.stability < WOBBLY
            ? t("wobbly")
            : t("steady", { share: percent(theme.stability) });
  return [terms, told].filter(Boolean).join(" · ");
}

interface ThemeRowProps {
  name: string;
  moods: Moods;
  note?: string;
  here: boolean;
  onChoose: () => void;
  children?: React.ReactNode;
}

function ThemeRow({ name, moods, note, here, onChoose, children }: ThemeRowProps) {
  return (
    <li className={classes.themeRow} data-here={here || undefined}>
      <UnstyledButton className={classes.theme} onClick={onChoose} aria-pressed={here} title={note}>
        <span className={classes.themeName}>{name}</span>
        <span className={classes.themeCount}>{count(total(moods))}</span>
        <MoodLine moods={moods} />
      </UnstyledButton>
      {children}
    </li>
  );
}

function ThemeMenu({
  theme,
  joinable,
  onAsk,
  onRemove,
}: {
  theme: WordsTheme;
  joinable: boolean;
  onAsk: (what: "rename" | "join") => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation("words");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("themeOptions", { name: theme.name })}>
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={() => onAsk("rename")}>
          {t("rename")}
        </Menu.Item>
        {joinable && (
          <Menu.Item
            leftSection={<IconArrowMerge size={16} aria-hidden="true" />}
            onClick={() => onAsk("join")}
          >
            {t("join")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={onRemove}>
          {t("remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
