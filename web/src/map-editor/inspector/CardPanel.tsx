import { Checkbox, TextInput } from "@mantine/core";
import { useMapDocument } from "@/live";
import {
  type Aspect,
  type Card,
  type CardRole,
  cardsIn,
  type GoalRole,
  type Importance,
  type LaneKind,
  lanesInOrder,
  type Place,
  personasInOrder,
  stepsInOrder,
  type ThoughtRole,
} from "@/map-model";
import { change, useEditor } from "../context";
import { mayHold, placeCard } from "../layout/edits";
import { targetOf } from "../layout/target";
import { gapInWords } from "../parts/gap-words";
import { ChoiceField, FeelingField, TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";
import { LinksField } from "./LinksField";
import { MetricFields } from "./MetricFields";
import { More } from "./More";
import { PictureField } from "./PictureField";
import { suggestionsFor } from "./suggestions";

const GOALS: readonly GoalRole[] = ["goal", "expectation", "wow"];
const THOUGHTS: readonly ThoughtRole[] = ["thought", "question"];
const PLACES: readonly Place[] = ["online", "offline"];
const IMPORTANCE: readonly Importance[] = ["low", "medium", "high"];
const ASPECTS: readonly Aspect[] = ["context", "service"];
type Suggested = "channel" | "department" | "device" | "person";

const has = (kind: LaneKind, ...kinds: readonly LaneKind[]): boolean => kinds.includes(kind);
const isOrganisation = (kind: LaneKind) => has(kind, "responsible", "frontstage", "backstage", "support");
const isContact = (kind: LaneKind) => has(kind, "touchpoints", "channels");

interface Part {
  card: Card;
  kind: LaneKind;
}

/** A card: the fields that make sense in its lane first, the others folded. */
export function CardPanel({ card }: { card: Card }) {
  const { cards, lanes } = useMapDocument();
  const kind = lanes[cards[card.id]?.lane ?? card.lane]?.kind ?? "custom";
  return (
    <>
      {kind === "images" && (
        <PictureField target={targetOf("card", card.id)} image={card.image} words={card.image_text} />
      )}
      {kind === "metrics" && <MetricFields card={card} />}
      {card.emotion !== null && <FeelingFields card={card} emotion={card.emotion} />}
      <Words card={card} kind={kind} />
      {isContact(kind) && <ContactFields card={card} kind={kind} />}
      {isOrganisation(kind) && <WhoFields card={card} kind={kind} />}
      <PersonaField card={card} />
      <More>
        {!isOrganisation(kind) && <WhoFields card={card} kind={kind} />}
        {kind !== "images" && kind !== "emotion" && (
          <PictureField target={targetOf("card", card.id)} image={card.image} words={card.image_text} />
        )}
        <LinksField target={targetOf("card", card.id)} links={card.links} />
        <PlaceFields card={card} />
      </More>
    </>
  );
}

/** A field with suggestions from the map. */
function Suggesting({
  card,
  field,
  label,
  hint,
}: {
  card: Card;
  field: Suggested;
  label?: string;
  hint?: string;
}) {
  const { t, host } = useEditor();
  const map = useMapDocument();
  return (
    <TextField
      target={targetOf("card", card.id)}
      field={field}
      value={card[field]}
      label={label ?? t(`field.${field}`)}
      description={hint}
      suggestions={() => suggestionsFor(field, map, t, host.departments)}
    />
  );
}

function FeelingFields({ card, emotion }: { card: Card; emotion: number }) {
  const { t } = useEditor();
  const map = useMapDocument();
  const target = targetOf("card", card.id);
  const set = useSet(target);
  const numbers = map.steps[card.step]?.numbers ?? null;
  const gap = numbers === null ? null : gapInWords(cardsIn(map, card.lane, card.step), numbers, t);
  return (
    <>
      <FeelingField target={target} emotion={emotion} label={t("field.feeling")} />
      <ChoiceField
        label={t("field.aspect")}
        value={card.aspect}
        none={t("aspect.whole")}
        choices={ASPECTS.map((value) => ({ value, label: t(`aspect.${value}`) }))}
        onChoose={(aspect) => set({ aspect })}
      />
      {gap !== null && <p className={classes.words}>{t("curve.besideMeasured", { gap })}</p>}
      <p className={classes.words}>{t(`aboutAspect.${card.aspect ?? "whole"}`)}</p>
    </>
  );
}

/** What is said, and what kind of saying it is. */
function Words({ card, kind }: Part) {
  const { t, readOnly } = useEditor();
  const target = targetOf("card", card.id);
  const set = useSet(target);
  const roles: readonly CardRole[] = kind === "goals" ? GOALS : kind === "thoughts" ? THOUGHTS : [];
  const [first] = roles;
  const label = kind === "emotion" ? "why" : kind === "metrics" ? "measureName" : "text";
  return (
    <>
      {first !== undefined && (
        <ChoiceField
          label={t("field.role")}
          value={card.role ?? first}
          choices={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChoose={(role) => role !== null && set({ role })}
        />
      )}
      <TextField
        target={target}
        field="text"
        value={card.text}
        label={t(`field.${label}`)}
        lines={kind === "metrics" ? 1 : 3}
      />
      {(kind === "barriers" || card.emotion !== null) && (
        <TextField
          target={target}
          field="recommendation"
          value={card.recommendation}
          label={t("field.recommendation")}
          description={t(kind === "barriers" ? "field.recommendationHint" : "field.smoothHint")}
          lines={2}
        />
      )}
      {has(kind, "barriers", "insights", "observations", "opportunities", "touchpoints") && (
        <ChoiceField
          label={t("field.importance")}
          value={card.importance}
          none={t("importance.none")}
          choices={IMPORTANCE.map((value) => ({ value, label: t(`importance.${value}`) }))}
          onChoose={(importance) => set({ importance })}
        />
      )}
      {has(kind, "barriers", "opportunities") && (
        <TextInput
          type="date"
          label={t("field.due")}
          value={card.due}
          readOnly={readOnly}
          onChange={(event) => set({ due: event.currentTarget.value }, "due")}
        />
      )}
    </>
  );
}

/** Where customer and organisation meet: the channel, which may be a person, the device, and whether it is needed. */
function ContactFields({ card, kind }: Part) {
  const { t, readOnly } = useEditor();
  const set = useSet(targetOf("card", card.id));
  return (
    <>
      <Suggesting card={card} field="channel" hint={t("field.personHint")} />
      {kind === "touchpoints" && (
        <>
          <ChoiceField
            label={t("field.place")}
            value={card.place}
            none={t("place.none")}
            choices={PLACES.map((value) => ({ value, label: t(`place.${value}`) }))}
            onChoose={(place) => set({ place })}
          />
          <Suggesting card={card} field="device" />
          <Checkbox
            label={t("field.unnecessary")}
            checked={card.unnecessary}
            disabled={readOnly}
            onChange={(event) => set({ unnecessary: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  );
}

function WhoFields({ card, kind }: Part) {
  const { t } = useEditor();
  return (
    <>
      <Suggesting
        card={card}
        field="person"
        label={t(isContact(kind) ? "field.personIsChannel" : "field.personResponsible")}
      />
      <Suggesting card={card} field="department" />
    </>
  );
}

function PersonaField({ card }: { card: Card }) {
  const { t } = useEditor();
  const map = useMapDocument();
  const set = useSet(targetOf("card", card.id));
  const personas = personasInOrder(map);
  if (personas.length === 0) return null;
  return (
    <ChoiceField
      label={t("field.persona")}
      value={card.persona}
      none={t("persona.anyone")}
      choices={personas.map(({ id, name }) => ({ value: id, label: name }))}
      onChoose={(persona) => set({ persona })}
    />
  );
}

/** Where the card stands: moving it without dragging. */
function PlaceFields({ card }: { card: Card }) {
  const editor = useEditor();
  const { t } = editor;
  const map = useMapDocument();
  const moveTo = (lane: string, step: string) => {
    if (lane === card.lane && step === card.step) return;
    change(editor, placeCard(map, card, lane, step, cardsIn(map, lane, step).length));
  };
  return (
    <>
      <ChoiceField
        label={t("field.moveToStep")}
        value={card.step}
        choices={stepsInOrder(map).map(({ id, title }) => ({ value: id, label: title }))}
        onChoose={(step) => step !== null && moveTo(card.lane, step)}
      />
      <ChoiceField
        label={t("field.moveToLane")}
        value={card.lane}
        choices={lanesInOrder(map)
          .filter((lane) => mayHold(lane, card))
          .map(({ id, title }) => ({ value: id, label: title }))}
        onChoose={(lane) => lane !== null && moveTo(lane, card.step)}
      />
    </>
  );
}
