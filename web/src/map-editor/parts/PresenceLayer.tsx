import { type RefObject, useEffect } from "react";
import { useLive } from "@/live";
import { useEditor } from "../context";
import { PresenceMarks } from "./presence-marks";

/** Where the others are on the poster. It draws into the poster itself and never makes React draw anything. */
export function PresenceLayer({ view }: { view: RefObject<HTMLElement | null> }) {
  const { presence } = useLive();
  const { t } = useEditor();
  useEffect(() => {
    if (view.current === null) return;
    const marks = new PresenceMarks(view.current, {
      label: (people) => {
        const names = people.map(({ name }) => name).join(", ");
        const writes = people.some(({ at }) => at?.editing === true);
        return writes ? t("people.writesTag", { names }) : names;
      },
    });
    const draw = () => marks.draw(presence.getState().people);
    draw();
    const stop = presence.subscribe(draw);
    return () => {
      stop();
      marks.clear();
    };
  }, [presence, t, view]);
  return null;
}
