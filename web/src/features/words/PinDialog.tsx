import { Anchor, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useMapSteps, useMaps, usePin, type WordsText } from "./queries";
import classes from "./Words.module.css";

/** Chooses the step of a map that a text speaks of; the map that was chosen last is chosen again. */
export function PinDialog({ text, onClose }: { text: WordsText | null; onClose: () => void }) {
  const { t } = useTranslation("words");
  const [map, setMap] = useState<string | null>(null);
  const [step, setStep] = useState<string | null>(null);
  const maps = useMaps(text !== null).data ?? [];
  const chosen = map ?? maps[0]?.id ?? null;
  const stages = useMapSteps(text === null ? null : chosen).data ?? [];
  const pin = usePin();
  const send = () => {
    if (text === null || chosen === null || step === null) return;
    pin.mutate(
      { map: chosen, text: text.id, step },
      {
        onSuccess: () => {
          notifications.show({
            title: t("pinned"),
            message: (
              <Anchor component={Link} href={`/maps/${chosen}`} size="sm">
                {t("pinOpen")}
              </Anchor>
            ),
          });
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened={text !== null} onClose={onClose} title={t("pinTitle")}>
      <Stack>
        {text !== null && <blockquote className={classes.pinned}>{text.text}</blockquote>}
        {maps.length === 0 ? (
          <Text>{t("pinNoMap")}</Text>
        ) : (
          <>
            <Select
              label={t("pinMap")}
              data={maps.map(({ id, title }) => ({ value: id, label: title }))}
              value={chosen}
              allowDeselect={false}
              searchable
              onChange={(value) => {
                setMap(value);
                setStep(null);
              }}
            />
            <Select
              label={t("pinStep")}
              data={stages.map(({ title, steps }) => ({
                group: title,
                items: steps.map((one) => ({ value: one.id, label: one.title })),
              }))}
              value={step}
              searchable
              onChange={setStep}
              error={pin.error?.message}
              data-autofocus
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button disabled={step === null} loading={pin.isPending} onClick={send}>
            {t("pinDo")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
