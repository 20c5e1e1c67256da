import { useMediaQuery } from "@mantine/hooks";
import { type Target, useEditor } from "@/map-editor";

/** Brings something into the middle of the view; on a narrow screen the panel that covers it makes way. */
export function useReveal(): (target: Target) => void {
  const { session } = useEditor();
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  return (target) => {
    if (narrow) session.showPanel("none");
    document
      .querySelector(`[data-target="${CSS.escape(target)}"]`)
      ?.scrollIntoView({ block: "center", inline: "center" });
  };
}
