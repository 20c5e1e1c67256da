import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ProblemError, useEvents, useOverview } from "@/api";
import { type LiveMap, LiveProvider, LiveScope, useOpenMap } from "@/live";
import {
  type CommentDesk,
  type DifferenceDesk,
  type EditorHost,
  type EventChoice,
  fetchFonts,
  MapEditor,
  type PersonaDesk,
} from "@/map-editor";
import { Page } from "@/ui/Page";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { ExportDialog } from "./ExportDialog";
import { PrintDialog } from "./PrintDialog";
import { useDepartments, useMapShelf, usePictures } from "./useShelves";

const NO_EVENTS: readonly EventChoice[] = [];

/** What other features lend to the page of a map. */
export interface MapParts {
  /** Keeps the comments of the map at hand for what is drawn inside. */
  Desk: ComponentType<{
    map: string;
    live: LiveMap;
    children: (desk: CommentDesk) => ReactNode;
  }>;
  CommentsPanel: ComponentType;
  /** The library of personas; a hook. */
  usePersonaDesk: (map: string) => PersonaDesk;
  /** Keeps at hand which state of the map is shown: the present one, or an old one. */
  VersionsDesk: ComponentType<{
    map: string;
    live: LiveMap;
    children: (shown: ShownMap) => ReactNode;
  }>;
  /** What else is drawn in the side panel. */
  panels: EditorHost["panels"];
  ShareDialog: ComponentType<{ map: string; opened: boolean; onClose: () => void }>;
}

/** The map that is drawn: the one that is edited, or an old state of it. */
interface ShownMap {
  readonly live: LiveMap;
  readonly notice: ReactNode;
  readonly differences?: DifferenceDesk;
}

/** One map, opened to be read and edited. */
export function MapPage({ id, parts }: { id: string; parts: MapParts }) {
  const { t } = useTranslation("maps");
  const { live, error, again } = useOpenMap(id);
  useEffect(fetchFonts, []);
  if (error !== null) {
    const problem = error instanceof ProblemError ? error : null;
    return (
      <Page title={t("open.failed")}>
        <ProblemNote
          title={problem?.title ?? t("open.failed")}
          detail={problem?.detail ?? String(error)}
          onRetry={again}
        />
        <Button component={Link} href="/maps" variant="default" style={{ justifySelf: "start" }}>
          {t("open.toMaps")}
        </Button>
      </Page>
    );
  }
  return live === null ? <PageSkeleton /> : <OpenedMap id={id} live={live} parts={parts} />;
}

interface OpenedMapProps {
  id: string;
  live: LiveMap;
  parts: MapParts;
}

function OpenedMap({ id, live, parts }: OpenedMapProps) {
  const queries = useQueryClient();
  useEffect(
    () => () => {
      // Lists show titles and counts of maps: what was edited here is asked anew there.
      for (const key of ["maps", "overview"]) void queries.invalidateQueries({ queryKey: [key] });
    },
    [queries],
  );
  return (
    <LiveProvider live={live}>
      <parts.Desk map={id} live={live}>
        {(desk) => (
          <parts.VersionsDesk map={id} live={live}>
            {(shown) => <HostedMap id={id} live={live} parts={parts} desk={desk} shown={shown} />}
          </parts.VersionsDesk>
        )}
      </parts.Desk>
    </LiveProvider>
  );
}

type HostedMapProps = OpenedMapProps & { desk: CommentDesk; shown: ShownMap };

function HostedMap({ id, live, parts, desk, shown }: HostedMapProps) {
  const personas = parts.usePersonaDesk(id);
  const { differences } = shown;
  const host = useHost(id, live, { comments: desk, personas, differences, parts });
  return (
    <LiveScope live={shown.live}>
      <MapEditor
        host={host}
        notice={shown.notice}
        dialogs={(asked, close) => (
          <>
            <ExportDialog map={id} opened={asked === "export"} onClose={close} />
            <PrintDialog map={id} opened={asked === "print"} onClose={close} />
            <parts.ShareDialog map={id} opened={asked === "share"} onClose={close} />
          </>
        )}
      />
    </LiveScope>
  );
}

interface Lent {
  comments: CommentDesk;
  personas: PersonaDesk;
  differences: DifferenceDesk | undefined;
  parts: MapParts;
}

/** What the editor asks of its page: event names, messages, measuring. */
function useHost(id: string, live: LiveMap, { comments, personas, differences, parts }: Lent): EditorHost {
  const { t } = useTranslation("maps");
  const log = useOverview().data?.log ?? null;
  const events = useEvents({ enabled: log !== null }).data?.names ?? NO_EVENTS;
  const pictures = usePictures(id);
  const maps = useMapShelf();
  const departments = useDepartments();
  return useMemo<EditorHost>(() => {
    const tell: EditorHost["tell"] = (message, { undo = false, problem = false } = {}) => {
      const id = notifications.show({
        color: problem ? "barrier" : undefined,
        message: undo ? (
          <>
            {message}{" "}
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                live.undo();
                notifications.hide(id);
              }}
            >
              {t("tell.undo")}
            </Button>
          </>
        ) : (
          message
        ),
      });
    };
    const measure = () => {
      live.measure().then(
        (fresh) => tell(t(fresh ? "tell.measured" : "tell.nothing")),
        (error: unknown) => {
          const reason = error instanceof ProblemError ? `${error.title} ${error.detail}` : String(error);
          tell(`${t("tell.notMeasured")} ${reason}`, { problem: true });
        },
      );
    };
    return {
      events,
      tell,
      measure,
      comments,
      differences,
      panels: { comments: parts.CommentsPanel, ...parts.panels },
      pictures,
      maps,
      personas,
      departments,
    };
  }, [events, live, comments, differences, parts, pictures, maps, personas, departments, t]);
}
