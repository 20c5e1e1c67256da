import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronLeft, IconHistory, IconTrash } from "@tabler/icons-react";
import { memo, type ReactNode, useDeferredValue } from "react";
import { useMapDocument } from "@/live";
import type { MapDocument } from "@/map-model";
import { historyOfThis } from "../commands/panels";
import { remove } from "../commands/remove";
import { useEditor, useSessionState } from "../context";
import { type Cited, EvidencePart } from "../evidence/EvidencePart";
import { idOf, kindOf, placeOf, type Target, THE_MAP } from "../layout/target";
import { CardPanel } from "./CardPanel";
import classes from "./Inspector.module.css";
import { LanePanel } from "./LanePanel";
import { LinkPanel } from "./LinkPanel";
import { MapPanel } from "./MapPanel";
import { PersonaPanel } from "./PersonaPanel";
import { StagePanel } from "./StagePanel";
import { StepPanel } from "./StepPanel";

/** What evidence can be about: a card, a step, a persona, or the map. */
function citedOf(map: MapDocument, target: Target): Cited | null {
  const id = kindOf(target) === "cell" ? placeOf(target).step : idOf(target);
  if (map.cards[id] !== undefined) return { field: "card", id };
  if (map.steps[id] !== undefined) return { field: "step", id };
  if (map.personas[id] !== undefined) return { field: "persona", id };
  return kindOf(target) === "map" ? { field: null, id: map.map.id } : null;
}

/** The fields of what is selected; for an empty cell those of its step. */
function panelOf(map: MapDocument, target: Target): { kind: string; panel: ReactNode } {
  const id = kindOf(target) === "cell" ? placeOf(target).step : idOf(target);
  const stage = map.stages[id];
  const step = map.steps[id];
  const lane = map.lanes[id];
  const card = map.cards[id];
  const persona = map.personas[id];
  if (stage !== undefined) return { kind: "stage", panel: <StagePanel key={id} stage={stage} /> };
  if (step !== undefined) return { kind: "step", panel: <StepPanel key={id} step={step} /> };
  if (lane !== undefined) return { kind: "lane", panel: <LanePanel key={id} lane={lane} /> };
  if (card !== undefined) return { kind: "card", panel: <CardPanel key={id} card={card} /> };
  if (persona !== undefined) return { kind: "persona", panel: <PersonaPanel key={id} persona={persona} /> };
  const link = map.links[id];
  if (link !== undefined) return { kind: "link", panel: <LinkPanel key={id} link={link} /> };
  return { kind: "map", panel: <MapPanel /> };
}

/** How long the selection rests before its fields are shown, while one walks on. */
const SETTLED_MS = 120;

export function Inspector() {
  // The fields may come a moment later: walking over the map stays as quick as the keys.
  const [settled] = useDebouncedValue(
    useSessionState((state) => state.selected),
    SETTLED_MS,
    { leading: true },
  );
  const selected = useDeferredValue(settled);
  return <Panel selected={selected} />;
}

const Panel = memo(function Panel({ selected }: { selected: Target }) {
  const map = useMapDocument();
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const { kind, panel } = panelOf(map, selected);
  const cited = citedOf(map, selected);
  return (
    <div className={classes.inspector}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t(`inspector.${kind}`)}</h2>
        {kind !== "map" && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.quiet}
            leftSection={<IconChevronLeft size={15} aria-hidden="true" />}
            onClick={() => session.select(THE_MAP)}
          >
            {t("inspector.map")}
          </Button>
        )}
      </div>
      {panel}
      {cited !== null && <EvidencePart key={cited.id} cited={cited} />}
      {historyOfThis.enabled(editor) && kind !== "map" && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.quiet}
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => historyOfThis.run(editor)}
        >
          {t("commands.historyOfThis")}
        </Button>
      )}
      {remove.enabled(editor) && !readOnly && kind !== "map" && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.remove}
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => remove.run(editor)}
        >
          {t("commands.remove")}
        </Button>
      )}
    </div>
  );
});
