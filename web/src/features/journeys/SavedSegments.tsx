import { ActionIcon, Button, Popover, TextInput, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBookmark } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./SelectionBar.module.css";
import { useSavedSegments, useSaveSegment } from "./segments";

/** Conditions that were given a name: to choose from, and to add the present one to. */
export function SavedSegments({
  segment,
  onChoose,
}: {
  segment: string | null;
  onChoose: (segment: string) => void;
}) {
  const { t } = useTranslation("journeys");
  const saved = useSavedSegments().data ?? [];
  const save = useSaveSegment();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const keep = () => {
    if (segment === null || name.trim() === "") return;
    save.mutate(
      { name: name.trim(), text: segment },
      {
        onSuccess: () => setName(""),
        onError: (error) =>
          notifications.show({
            color: "barrier",
            title: t("selection.notSaved"),
            message: error.detail || error.message,
          }),
      },
    );
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="default"
          size="lg"
          mt="1.6rem"
          aria-label={t("selection.saved")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconBookmark size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.saved}>
        {saved.length === 0 && <p>{t("selection.noneSaved")}</p>}
        {saved.map((one) => (
          <UnstyledButton
            key={one.name}
            title={one.text}
            onClick={() => {
              onChoose(`segment "${one.name}"`);
              setOpen(false);
            }}
          >
            <strong>{one.name}</strong> <small>{one.text}</small>
          </UnstyledButton>
        ))}
        {segment !== null && (
          <>
            <TextInput
              label={t("selection.name")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Enter" && keep()}
            />
            <Button onClick={keep} loading={save.isPending} disabled={name.trim() === ""}>
              {t("selection.save")}
            </Button>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
