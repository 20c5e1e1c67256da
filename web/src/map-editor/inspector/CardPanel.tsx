import { useMapDocument } from "@/live";
import {
  type Card,
  cardsIn,
  type GoalRole,
  type Importance,
  type LaneKind,
  lanesInOrder,
  type Place,
  personasInOrder,
  stepsInOrder,
} from "@/map-model";
import { change, useEditor } from "../context";
import { mayHold, placeCard } from "../layout/edits";
import { targetOf } from "../layout/target";
import { ChoiceField, FeelingField, TextField, useSet } from "./fields";

const ROLES: readonly GoalRole[] = ["goal", "expectation", "wow"];
const PLACES: readonly Place[] = ["online", "offline"];
const IMPORTANCE: readonly Importance[] = ["low", "medium", "high"];
type Suggested = "channel" | "department" | "device";

const has = (kind: LaneKind, ...kinds: readonly LaneKind[]): boolean => kinds.includes(kind);

/** A card: the fields that make sense in its lane. */
export function CardPanel({ card }: { card: Card }) {
  const editor = useEditor();
  const { t } = editor;
  const document = useMapDocument();
  const target = targetOf("card", card.id);
  const set = useSet(target);
  const kind = document.lanes[card.lane]?.kind ?? "custom";
  const used = (field: Suggested) =>
    [...new Set(Object.values(document.cards).map((one) => one[field]))]
      .filter((value) => value !== "")
      .sort();
  const text = (field: Suggested) => (
    <TextField
      target={target}
      field={field}
      value={card[field]}
      label={t(`field.${field}`)}
      suggestions={used(field)}
    />
  );
  return (
    <>
      {card.emotion !== null && (
        <FeelingField target={target} emotion={card.emotion} label={t("field.feeling")} />
      )}
      <TextField
        target={target}
        field="text"
        value={card.text}
        label={t(kind === "emotion" ? "field.why" : "field.text")}
        lines={3}
      />
      {kind === "barriers" && (
        <TextField
          target={target}
          field="recommendation"
          value={card.recommendation}
          label={t("field.recommendation")}
          description={t("field.recommendationHint")}
          lines={2}
        />
      )}
      {kind === "goals" && (
        <ChoiceField
          label={t("field.role")}
          value={card.role ?? "goal"}
          choices={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChoose={(role) => role !== null && set({ role })}
        />
      )}
      {has(kind, "touchpoints", "channels") && text("channel")}
      {kind === "touchpoints" && (
        <ChoiceField
          label={t("field.place")}
          value={card.place}
          none={t("place.none")}
          choices={PLACES.map((value) => ({ value, label: t(`place.${value}`) }))}
          onChoose={(place) => set({ place })}
        />
      )}
      {kind === "touchpoints" && text("device")}
      {has(kind, "responsible", "frontstage", "backstage", "support") && text("department")}
      {has(kind, "barriers", "insights", "opportunities", "touchpoints") && (
        <ChoiceField
          label={t("field.importance")}
          value={card.importance}
          none={t("importance.none")}
          choices={IMPORTANCE.map((value) => ({ value, label: t(`importance.${value}`) }))}
          onChoose={(importance) => set({ importance })}
        />
      )}
      <ChoiceField
        label={t("field.persona")}
        value={card.persona}
        none={t("persona.anyone")}
        choices={personasInOrder(document).map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(persona) => set({ persona })}
      />
      <ChoiceField
        label={t("field.moveToStep")}
        value={card.step}
        choices={stepsInOrder(document).map(({ id, title }) => ({ value: id, label: title }))}
        onChoose={(step) =>
          step !== null &&
          step !== card.step &&
          change(
            editor,
            placeCard(document, card, card.lane, step, cardsIn(document, card.lane, step).length),
          )
        }
      />
      <ChoiceField
        label={t("field.moveToLane")}
        value={card.lane}
        choices={lanesInOrder(document)
          .filter((lane) => mayHold(lane, card))
          .map(({ id, title }) => ({ value: id, label: title }))}
        onChoose={(lane) =>
          lane !== null &&
          lane !== card.lane &&
          change(
            editor,
            placeCard(document, card, lane, card.step, cardsIn(document, lane, card.step).length),
          )
        }
      />
    </>
  );
}
