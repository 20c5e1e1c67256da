import { useMapDocument } from "@/live";
import { LANE_KINDS, LANES_WITHOUT_CARDS, type Lane, type LaneKind } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { ChoiceField, TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";

/** Kinds that a lane with cards may become: its cards must fit. */
function kindsFor(lane: Lane, filled: boolean): readonly LaneKind[] {
  if (!filled) return LANE_KINDS;
  if (lane.kind === "emotion") return ["emotion"];
  return LANE_KINDS.filter((kind) => kind !== "emotion" && !LANES_WITHOUT_CARDS.has(kind));
}

export function LanePanel({ lane }: { lane: Lane }) {
  const { t } = useEditor();
  const { cards } = useMapDocument();
  const filled = Object.values(cards).some((card) => card.lane === lane.id);
  const target = targetOf("lane", lane.id);
  const set = useSet(target);
  return (
    <>
      <TextField target={target} field="title" value={lane.title} label={t("field.title")} required />
      <ChoiceField
        label={t("field.kind")}
        value={lane.kind}
        choices={kindsFor(lane, filled).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        onChoose={(kind) => kind !== null && set({ kind })}
      />
      <p className={classes.words}>{t(`about.${lane.kind}`)}</p>
      <TextField
        target={target}
        field="description"
        value={lane.description}
        label={t("field.description")}
        lines={2}
      />
    </>
  );
}
