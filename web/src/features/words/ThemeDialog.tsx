import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddTheme, useJoinThemes, useRenameTheme, type WordsTheme } from "./queries";

export interface Asking {
  what: "add" | "rename" | "join";
  /** None while a theme is made. */
  theme: WordsTheme | null;
}

export interface ThemeDialogProps {
  asking: Asking | null;
  themes: readonly WordsTheme[];
  onClose: () => void;
}

/** Asks for the name of a theme, or for the theme that it is joined with. */
export function ThemeDialog({ asking, themes, onClose }: ThemeDialogProps) {
  const { t } = useTranslation("words");
  const titles = {
    add: t("addTitle"),
    rename: t("renameTitle"),
    join: t("joinTitle", { name: asking?.theme?.name }),
  };
  return (
    <Modal opened={asking !== null} onClose={onClose} title={asking && titles[asking.what]}>
      {asking?.what === "join" && asking.theme !== null && (
        <Join theme={asking.theme} themes={themes} onClose={onClose} />
      )}
      {asking !== null && asking.what !== "join" && <Name theme={asking.theme} onClose={onClose} />}
    </Modal>
  );
}

function Name({ theme, onClose }: { theme: WordsTheme | null; onClose: () => void }) {
  const { t } = useTranslation("words");
  const [name, setName] = useState(theme?.name ?? "");
  useEffect(() => setName(theme?.name ?? ""), [theme]);
  const add = useAddTheme();
  const rename = useRenameTheme();
  const save = () => {
    if (theme === null) add.mutate(name.trim(), { onSuccess: onClose });
    else rename.mutate({ id: theme.id, name: name.trim() }, { onSuccess: onClose });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") save();
      }}
    >
      <Stack>
        {theme === null && <Text size="sm">{t("addLead")}</Text>}
        <TextInput
          label={t("newName")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          error={(add.error ?? rename.error)?.message}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""} loading={add.isPending || rename.isPending}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Join({
  theme,
  themes,
  onClose,
}: {
  theme: WordsTheme;
  themes: readonly WordsTheme[];
  onClose: () => void;
}) {
  const { t } = useTranslation("words");
  const [into, setInto] = useState<string | null>(null);
  const join = useJoinThemes();
  const others = themes.filter(({ id }) => id !== theme.id);
  return (
    <Stack>
      <Text size="sm">{t("joinLead")}</Text>
      <Select
        label={t("joinInto")}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={into}
        onChange={setInto}
        searchable
        error={join.error?.message}
        data-autofocus
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          disabled={into === null}
          loading={join.isPending}
          onClick={() => into !== null && join.mutate({ id: theme.id, into }, { onSuccess: onClose })}
        >
          {t("joinDo")}
        </Button>
      </Group>
    </Stack>
  );
}
