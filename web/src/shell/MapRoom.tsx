import { CommentsPanel, DeskOfMap } from "@/features/comments";
import { MapPage, type MapParts } from "@/features/maps";
import { usePersonaDesk } from "@/features/personas";
import { ShareDialog } from "@/features/sharing";
import { HistoryPanel, VersionsDesk, VersionsPanel } from "@/features/versions";

const PARTS: MapParts = {
  Desk: DeskOfMap,
  CommentsPanel,
  ShareDialog,
  usePersonaDesk,
  VersionsDesk,
  panels: { versions: VersionsPanel, history: HistoryPanel },
};

/** The page of a map with what other features lend to it: features do not know each other. */
export function MapRoom({ id }: { id: string }) {
  return <MapPage id={id} parts={PARTS} />;
}
