import { useTranslation } from "react-i18next";
import {
  cardsIn,
  lanesInOrder,
  type MapDocument,
  personasInOrder,
  stagesInOrder,
  stepsInOrder,
} from "@/map-model";
import { curvePath, faceOf, moodOf, tracksOf } from "../layout/curve";
import { Glyph } from "../parts/Glyph";
import header from "../parts/Header.module.css";
import { LaneOfStep } from "../parts/StackedMap";
import classes from "./Present.module.css";
import type { Slide } from "./slides";

export function SlideView({ slide, map }: { slide: Slide; map: MapDocument }) {
  if (slide.kind === "title") return <TitleSlide map={map} />;
  return slide.kind === "whole" ? <WholeSlide map={map} /> : <StageSlide slide={slide} map={map} />;
}

function TitleSlide({ map }: { map: MapDocument }) {
  const { t } = useTranslation("map-editor");
  const { title, description, state, owner } = map.map;
  return (
    <div className={classes.title}>
      <p className={classes.state}>{t(`state.${state}`)}</p>
      <h2>{title}</h2>
      {description !== "" && <p className={classes.lead}>{description}</p>}
      <ul className={classes.personas}>
        {personasInOrder(map).map(({ id, name, role, quote }) => (
          <li key={id}>
            <strong>{name}</strong>
            {role !== "" && <span>{role}</span>}
            {quote !== "" && <q>{quote}</q>}
          </li>
        ))}
      </ul>
      {owner !== "" && <p className={classes.owner}>{t("label.owner", { owner })}</p>}
    </div>
  );
}

function StageSlide({ slide, map }: { slide: Extract<Slide, { kind: "stage" }>; map: MapDocument }) {
  const { t } = useTranslation("map-editor");
  const { stage, steps, number, color, part, parts } = slide;
  const lanes = lanesInOrder(map);
  return (
    <div className={classes.stage} data-color={color}>
      <header className={classes.stageHead}>
        <span className={classes.number}>{number}</span>
        <h2>{stage.title}</h2>
        {parts > 1 && <span className={classes.part}>{t("present.part", { part, parts })}</span>}
        {part === 1 && stage.description !== "" && <p>{stage.description}</p>}
      </header>
      <div className={classes.steps}>
        {steps.map((step) => (
          <article key={step.id} className={classes.step}>
            <h3>
              <span
                className={header.station}
                data-importance={step.importance ?? "none"}
                data-ring={step.moment_of_truth || undefined}
              />
              {step.title}
            </h3>
            <dl className={classes.lanes}>
              {lanes.map((lane) => (
                <LaneOfStep key={lane.id} lane={lane} step={step} cards={cardsIn(map, lane.id, step.id)} />
              ))}
            </dl>
          </article>
        ))}
      </div>
    </div>
  );
}

const WIDTH = 1200;
const HEIGHT = 420;
const MARGIN = 48;

/** All stages under one curve: the map in one look. */
function WholeSlide({ map }: { map: MapDocument }) {
  const { t } = useTranslation("map-editor");
  const steps = stepsInOrder(map);
  const width = WIDTH / Math.max(1, steps.length);
  const places = new Map(steps.map((step, index) => [step.id, (index + 0.5) * width]));
  const emotion = new Set(lanesInOrder(map).flatMap(({ id, kind }) => (kind === "emotion" ? [id] : [])));
  const cards = Object.values(map.cards).filter((card) => emotion.has(card.lane));
  const tracks = tracksOf(cards, places);
  const y = (feeling: number) => HEIGHT / 2 - feeling * (HEIGHT / 2 - MARGIN);
  return (
    <div className={classes.whole}>
      <h2>{t("present.whole")}</h2>
      {cards.length > 0 && (
        <figure className={classes.curve}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
            <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes.zero} />
            {tracks.map(({ persona, whole }) => (
              <path
                key={persona ?? ""}
                className={classes.line}
                data-color={persona === null ? undefined : map.personas[persona]?.color}
                d={curvePath(whole.map((spot) => ({ x: spot.x, y: y(spot.emotion) })))}
              />
            ))}
            {tracks.flatMap(({ points }) =>
              points.map(({ x, card }) => (
                <g
                  key={card.id}
                  transform={`translate(${x - 15} ${y(card.emotion ?? 0) - 15})`}
                  className={classes.face}
                  data-mood={moodOf(card.emotion ?? 0)}
                >
                  <circle cx="15" cy="15" r="16" />
                  <Glyph name={`face_${faceOf(card.emotion ?? 0)}`} size={30} />
                </g>
              )),
            )}
          </svg>
        </figure>
      )}
      <ol className={classes.road}>
        {stagesInOrder(map).map((stage, index) => {
          const own = stepsInOrder(map, stage.id);
          return (
            <li
              key={stage.id}
              data-color={stage.color ?? index % 8}
              style={{ flexGrow: Math.max(1, own.length) }}
            >
              <strong>{stage.title}</strong>
              <span>{own.map((step) => step.title).join(" · ")}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
