import { useMediaQuery } from "@mantine/hooks";
import { useEditor } from "@/map-editor";
import { type Shown, useVersionsDesk } from "./VersionsDesk";

/** Shows a state of the map; on a narrow screen the panel that covers it makes way. */
export function useShow(): (shown: Shown) => void {
  const { show } = useVersionsDesk();
  const { session } = useEditor();
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  return (shown) => {
    show(shown);
    if (narrow) session.showPanel("none");
    else if (shown.mode === "compare") session.showPanel("versions");
  };
}
