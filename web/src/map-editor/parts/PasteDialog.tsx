import { Button, Group, Modal, Text } from "@mantine/core";
import { heightOf, widthOfBlock } from "../clipboard/block";
import { pasteBlock } from "../clipboard/clipboard";
import { useEditor, useSessionState } from "../context";
import type { PasteQuestion } from "../session";

/** Asks before a paste makes the map larger. */
export function PasteDialog() {
  const { session, t } = useEditor();
  const asked = useSessionState((state) => state.pasting);
  return (
    <Modal
      opened={asked !== null}
      onClose={() => session.askToPaste(null)}
      title={t("clipboard.larger")}
      size="md"
      closeButtonProps={{ "aria-label": t("panel.close") }}
    >
      {asked !== null && <Question asked={asked} />}
    </Modal>
  );
}

function Question({ asked }: { asked: PasteQuestion }) {
  const editor = useEditor();
  const { session, t } = editor;
  const { block, at, growth } = asked;
  const adds = [
    growth.steps > 0 ? t("clipboard.steps", { count: growth.steps }) : "",
    growth.lanes > 0 ? t("clipboard.lanes", { count: growth.lanes }) : "",
  ].filter(Boolean);
  const paste = (grow: boolean) => {
    session.askToPaste(null);
    pasteBlock(editor, { block, at, grow });
  };
  return (
    <>
      <Text>
        {t("clipboard.question", {
          columns: widthOfBlock(block),
          rows: heightOf(block),
          adds: adds.join(t("clipboard.and")),
        })}
      </Text>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={() => paste(false)}>
          {t("clipboard.onlyFitting")}
        </Button>
        <Button data-autofocus="" onClick={() => paste(true)}>
          {t("clipboard.grow")}
        </Button>
      </Group>
    </>
  );
}
