import { Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import { newId } from "@/map-model";
import { type Editor, useEditor } from "../context";
import { isTarget, type Target } from "../layout/target";
import { pictureGoal, placePicture, problemOfFile } from "../pictures";
import classes from "./Picture.module.css";

interface Going {
  readonly id: string;
  readonly name: string;
  readonly share: number;
}

const elementUnder = (event: Event): HTMLElement | null => {
  const found = event.target instanceof Element ? event.target.closest("[data-target]") : null;
  return found instanceof HTMLElement ? found : null;
};
const goalOf = (editor: Editor, element: HTMLElement | null): Target | null => {
  const target = element?.dataset.target;
  return isTarget(target) ? pictureGoal(editor, target) : null;
};
const filesOf = (data: DataTransfer | null): File[] =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
const isTyping = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest("textarea, input, [contenteditable]") !== null;

/** Takes pictures that are dropped on the map or pasted into it, and shows them going. */
export function PictureDesk() {
  const editor = useEditor();
  const { t, host, readOnly } = editor;
  const [going, setGoing] = useState<readonly Going[]>([]);
  const store = readOnly ? undefined : host.pictures?.store;
  useEffect(() => {
    if (store === undefined) return;
    const send = async (file: File, goal: Target) => {
      const wrong = problemOfFile(file);
      if (wrong !== null) {
        editor.host.tell(editor.t(`picture.problem.${wrong}`, { name: file.name }), { problem: true });
        return;
      }
      const id = newId("op");
      const show = (share: number) =>
        setGoing((all) => [...all.filter((one) => one.id !== id), { id, name: file.name, share }]);
      show(0);
      try {
        placePicture(editor, goal, await store(file, show));
      } catch (error) {
        editor.host.tell(error instanceof Error ? error.message : String(error), { problem: true });
      } finally {
        setGoing((all) => all.filter((one) => one.id !== id));
      }
    };
    const sendAll = async (files: readonly File[], goal: Target) => {
      // One after the other: each card stands behind the one before it.
      for (const file of files) await send(file, goal);
    };
    let marked: HTMLElement | null = null;
    const mark = (element: HTMLElement | null) => {
      if (marked === element) return;
      if (marked !== null) delete marked.dataset.drop;
      marked = element;
      if (element !== null) element.dataset.drop = "into";
    };
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      const element = elementUnder(event);
      const goal = goalOf(editor, element);
      // A file that falls beside the map must not replace the page.
      event.preventDefault();
      event.dataTransfer.dropEffect = goal === null ? "none" : "copy";
      mark(goal === null ? null : element);
    };
    const onDrop = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      mark(null);
      const goal = goalOf(editor, elementUnder(event));
      const files = [...event.dataTransfer.files];
      if (goal !== null) void sendAll(files, goal);
    };
    const onDragEnd = () => mark(null);
    const onPaste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData);
      // Spreadsheets put a picture beside the cells that were copied: where there are words, the words are meant.
      if (files.length === 0 || isTyping(event) || event.clipboardData?.types.includes("text/plain") === true)
        return;
      const goal = pictureGoal(editor, editor.session.getState().selected);
      if (goal === null) return;
      event.preventDefault();
      event.stopPropagation();
      void sendAll(files, goal);
    };
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("drop", onDrop);
    window.addEventListener("dragleave", onDragEnd);
    window.addEventListener("paste", onPaste, true);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("dragleave", onDragEnd);
      window.removeEventListener("paste", onPaste, true);
    };
  }, [editor, store]);
  if (going.length === 0) return null;
  return (
    <div className={classes.desk} role="status">
      {going.map(({ id, name, share }) => (
        <div key={id}>
          {t("picture.sendingName", { name })}
          <Progress value={share * 100} size="sm" aria-label={t("picture.sending")} />
        </div>
      ))}
    </div>
  );
}
