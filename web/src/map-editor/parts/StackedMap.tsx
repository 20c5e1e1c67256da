import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMapDocument } from "@/live";
import {
  type Card,
  cardsIn,
  type Lane,
  lanesInOrder,
  type Step,
  stagesInOrder,
  stepsInOrder,
} from "@/map-model";
import { faceOf, moodOf, shownFeeling } from "../layout/curve";
import { targetOf } from "../layout/target";
import cards from "./Card.module.css";
import { CardBody } from "./CardBody";
import { CommentButton, CommentMark } from "./CommentMark";
import { DifferenceMark } from "./DifferenceMark";
import { Glyph } from "./Glyph";
import header from "./Header.module.css";
import { laneIcon } from "./lane-icons";
import { NumbersBody } from "./NumbersCell";
import { AddToStep, EditButton } from "./StackedEditing";
import classes from "./StackedMap.module.css";
import { StepLinkWords } from "./StepLinks";
import { StepMarks } from "./StepMarks";
import { Strength } from "./Strength";

const PALETTE = 8;

/** The map for a narrow screen: stage by stage, step by step, to read, to review, and to put a word right. */
export function StackedMap() {
  const map = useMapDocument();
  const { t } = useTranslation("map-editor");
  const lanes = lanesInOrder(map);
  const stages = stagesInOrder(map);
  const action = (card: Card) => (
    <>
      <EditButton target={targetOf("card", card.id)} name={card.text} />
      <CommentMark target={targetOf("card", card.id)} />
      <DifferenceMark target={targetOf("card", card.id)} />
    </>
  );
  const anchor = (id: string) => document.getElementById(id)?.scrollIntoView({ block: "start" });
  return (
    <div className={classes.stack}>
      <nav className={classes.stages} aria-label={t("label.stages")}>
        {stages.map((stage, index) => (
          <button
            key={stage.id}
            type="button"
            data-color={stage.color ?? index % PALETTE}
            onClick={() => anchor(stage.id)}
          >
            {stage.title}
          </button>
        ))}
      </nav>
      {stages.map((stage, index) => (
        <section
          key={stage.id}
          id={stage.id}
          className={classes.stage}
          data-color={stage.color ?? index % PALETTE}
        >
          <h2 className={classes.title}>
            <span className={header.number}>{index + 1}</span> {stage.title}
          </h2>
          {stepsInOrder(map, stage.id).map((step) => (
            <article key={step.id} className={classes.step}>
              <h3 className={classes.stepTitle}>
                <span
                  className={header.station}
                  data-importance={step.importance ?? "none"}
                  data-ring={step.moment_of_truth || undefined}
                />
                {step.title}
                <EditButton target={targetOf("step", step.id)} name={step.title} />
                <CommentButton target={targetOf("step", step.id)} name={step.title} />
              </h3>
              <div className={classes.marks}>
                <StepMarks step={step.id} />
                <DifferenceMark target={targetOf("step", step.id)} />
              </div>
              <StepLinkWords step={step.id} />
              <dl className={classes.lanes}>
                {lanes.map((lane) => (
                  <LaneOfStep
                    key={lane.id}
                    lane={lane}
                    step={step}
                    cards={cardsIn(map, lane.id, step.id)}
                    action={action}
                  />
                ))}
              </dl>
              <AddToStep step={step} lanes={lanes} />
            </article>
          ))}
        </section>
      ))}
    </div>
  );
}

interface LaneOfStepProps {
  lane: Lane;
  step: Step;
  cards: readonly Card[];
  /** Drawn beside each card. */
  action?: (card: Card) => ReactNode;
}

/** What one lane holds at one step; nothing where it is empty. */
export function LaneOfStep({ lane, step, cards: held, action }: LaneOfStepProps) {
  const LaneIcon = laneIcon(lane.kind);
  const isEmpty =
    lane.kind === "numbers"
      ? step.numbers === null
      : lane.kind === "importance"
        ? step.importance === null
        : held.length === 0;
  if (isEmpty) return null;
  return (
    <div className={classes.lane}>
      <dt className={classes.label}>
        <LaneIcon size={16} aria-hidden="true" />
        {lane.title}
      </dt>
      <dd className={classes.content}>
        {lane.kind === "numbers" && <NumbersBody numbers={step.numbers} bound />}
        {lane.kind === "importance" && <Strength value={step.importance} />}
        {lane.kind === "emotion"
          ? held.map((card) => (
              <div key={card.id} className={classes.held}>
                <Feeling card={card} />
                {action?.(card)}
              </div>
            ))
          : held.map((card) => (
              <div key={card.id} className={classes.held}>
                <div className={cards.card} data-kind={lane.kind} data-role={card.role ?? undefined}>
                  <CardBody card={card} kind={lane.kind} />
                </div>
                {action?.(card)}
              </div>
            ))}
      </dd>
    </div>
  );
}

function Feeling({ card }: { card: Card }) {
  const { t } = useTranslation("map-editor");
  const emotion = card.emotion ?? 0;
  return (
    <p className={classes.feeling} data-mood={moodOf(emotion)}>
      <Glyph name={`face_${faceOf(emotion)}`} size={26} />
      <span>
        {shownFeeling(emotion)} · {t(`face.${faceOf(emotion)}`)}
        {card.aspect !== null && `, ${t(`aspect.${card.aspect}`)}`}
        {card.text !== "" && `: ${card.text}`}
      </span>
    </p>
  );
}
