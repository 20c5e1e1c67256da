import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMapDocument } from "@/live";
import { type MapDocument, stagesInOrder, stepsInOrder } from "@/map-model";
import { carryOut, useEditor, useSessionState } from "../context";
import { addLink, LINK_KINDS, type LinkKind, likelyKind } from "../layout/links";

/** The steps to choose from, each under its stage. */
export const stepChoices = (map: MapDocument) =>
  stagesInOrder(map).map((stage) => ({
    group: stage.title,
    items: stepsInOrder(map, stage.id).map(({ id, title }) => ({ value: id, label: title })),
  }));

/** Asks where a link leads, without dragging. */
export function LinkDialog() {
  const { t, session } = useEditor();
  const from = useSessionState(({ linking }) => linking);
  return (
    <Modal opened={from !== null} onClose={() => session.link(null)} title={t("links.title")} size="md">
      {from !== null && <LinkForm from={from} />}
    </Modal>
  );
}

function LinkForm({ from }: { from: string }) {
  const editor = useEditor();
  const { t, session } = editor;
  const map = useMapDocument();
  const [target, setTarget] = useState<string | null>(null);
  const [chosen, setChosen] = useState<LinkKind | null>(null);
  const [title, setTitle] = useState("");
  const order = stepsInOrder(map).map(({ id }) => id);
  const kind = chosen ?? (target === null ? "branch" : likelyKind(order, from, target));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target === null) return;
    session.link(null);
    carryOut(editor, addLink(from, target, kind, title.trim()));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Select
          data-autofocus
          label={t("links.to", { step: map.steps[from]?.title ?? "" })}
          placeholder={t("links.choose")}
          data={stepChoices(map)}
          value={target}
          searchable
          required
          nothingFoundMessage={t("links.noStep")}
          onChange={setTarget}
        />
        <div>
          <SegmentedControl
            fullWidth
            aria-label={t("links.kind")}
            value={kind}
            data={LINK_KINDS.map((value) => ({ value, label: t(`linkKind.${value}`) }))}
            onChange={setChosen}
          />
          <Text size="sm" c="dimmed" mt={6}>
            {t(`aboutLink.${kind}`)}
          </Text>
        </div>
        <TextInput
          label={t("links.words")}
          placeholder={t("links.wordsExample")}
          value={title}
          maxLength={300}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => session.link(null)}>
            {t("links.cancel")}
          </Button>
          <Button type="submit" disabled={target === null}>
            {t("links.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
