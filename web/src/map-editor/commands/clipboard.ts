import { type Icon, IconClipboard, IconClipboardText, IconCopy, IconCut } from "@tabler/icons-react";
import { copyTo, cutTo, pasteFrom } from "../clipboard/clipboard";
import type { Editor } from "../context";
import { kindOf, THE_MAP } from "../layout/target";
import type { EditorCommand } from "./command";
import { selectedOf } from "./selection";

const isOnGrid = (editor: Editor): boolean =>
  selectedOf(editor) !== THE_MAP && !["persona", "link"].includes(kindOf(selectedOf(editor)));

/** Asks the browser to copy: it grants that to a menu, and hands over a clipboard to write to. */
function byBrowser(write: (data: DataTransfer) => void): void {
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.clipboardData !== null) write(event.clipboardData);
  };
  document.addEventListener("copy", onCopy, { capture: true, once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", onCopy, { capture: true });
}

/** Reads the clipboard from a menu, which not every browser allows. */
async function readAndPaste(editor: Editor, plain: boolean): Promise<void> {
  try {
    const items = await navigator.clipboard.read();
    const read = async (type: string) => {
      const item = items.find(({ types }) => types.includes(type));
      return item === undefined ? "" : (await item.getType(type)).text();
    };
    const data = { html: await read("text/html"), text: await read("text/plain") };
    if (!pasteFrom(editor, data, { plain })) editor.host.tell(editor.t("clipboard.empty"));
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    editor.host.tell(editor.t("clipboard.byKeys"), { problem: true });
  }
}

const clips = (
  id: "copy" | "cut" | "paste" | "pastePlain",
  keys: string,
  icon: Icon,
  run: (editor: Editor) => void,
): EditorCommand => ({
  id,
  group: "edit",
  icon,
  keys: [keys],
  // The browser turns these keys into events that carry the clipboard; see useClipboard.
  byBrowser: true,
  menu: ["stage", "step", "lane", "card", "cell"],
  enabled: (editor) => isOnGrid(editor) && (id === "copy" || !editor.readOnly),
  run,
});

export const clipboardCommands: readonly EditorCommand[] = [
  clips("cut", "mod+x", IconCut, (editor) => byBrowser((data) => void cutTo(editor, data))),
  clips("copy", "mod+c", IconCopy, (editor) => byBrowser((data) => void copyTo(editor, data))),
  clips("paste", "mod+v", IconClipboard, (editor) => void readAndPaste(editor, false)),
  clips("pastePlain", "mod+shift+v", IconClipboardText, (editor) => void readAndPaste(editor, true)),
];
