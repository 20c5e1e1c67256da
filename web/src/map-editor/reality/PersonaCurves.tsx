import { useTranslation } from "react-i18next";
import type { Persona } from "@/map-model";
import { curvePath, yOf } from "../layout/curve";
import type { Column } from "../layout/grid";
import { centresOfSteps } from "../layout/places";
import { type Felt, useReality } from "./reality";
import { feltInWords } from "./words";

export interface PersonaCurvesProps {
  columns: readonly Column[];
  personas: Readonly<Record<string, Persona>>;
  hidden: readonly (string | null)[];
}

/** What the customers of each persona's segment felt: an unbroken line in its colour, beside the dashed assumed one. */
export function PersonaCurves({ columns, personas, hidden }: PersonaCurvesProps) {
  const { t } = useTranslation("map-editor");
  const { view, told } = useReality();
  if (view === "think" || told === null) return null;
  const places = centresOfSteps(columns);
  return told.personas
    .filter(({ persona }) => personas[persona] !== undefined && !hidden.includes(persona))
    .map(({ persona, steps }) => {
      const points = pointsOf(steps, places);
      const color = `var(--sj-stage-${personas[persona]?.color ?? 0}-base)`;
      return (
        <g key={persona} stroke={color} fill="none" strokeWidth="2" data-persona-measured={persona}>
          <path d={curvePath(points)} />
          {points.map(({ x, y, low, high, felt }) => (
            <g key={x}>
              <title>{`${personas[persona]?.name ?? ""}: ${feltInWords(felt, t)}`}</title>
              <line x1={x} x2={x} y1={low} y2={high} strokeWidth="1.5" />
              <rect x={x - 4} y={y - 4} width="8" height="8" fill={color} stroke="var(--sj-surface)" />
            </g>
          ))}
        </g>
      );
    });
}

function pointsOf(steps: readonly Felt[], places: ReadonlyMap<string, number>) {
  return steps
    .flatMap((felt) => {
      const x = places.get(felt.step);
      if (x === undefined || felt.score === null) return [];
      return [
        { x, y: yOf(felt.score), low: yOf(felt.low ?? felt.score), high: yOf(felt.high ?? felt.score), felt },
      ];
    })
    .sort((a, b) => a.x - b.x);
}
