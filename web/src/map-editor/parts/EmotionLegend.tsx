import { useTranslation } from "react-i18next";
import type { Persona } from "@/map-model";
import type { Track } from "../layout/curve";
import classes from "./EmotionLegend.module.css";

export interface EmotionLegendProps {
  tracks: readonly Track[];
  personas: Readonly<Record<string, Persona>>;
  isMeasured: boolean;
}

/** Which line is whose: dashed what the team assumes, solid what was measured. */
export function EmotionLegend({ tracks, personas, isMeasured }: EmotionLegendProps) {
  const { t } = useTranslation("map-editor");
  if (tracks.length === 0 && !isMeasured) return null;
  return (
    <ul className={classes.legend}>
      {tracks.map(({ persona }) => {
        const known = persona === null ? undefined : personas[persona];
        return (
          <li key={persona ?? ""}>
            <Line
              color={known === undefined ? "var(--sj-assumed)" : `var(--sj-stage-${known.color}-base)`}
              dashed
            />
            {known?.name ?? t("persona.anyone")}
          </li>
        );
      })}
      {isMeasured && (
        <li>
          <Line color="var(--sj-measured)" dashed={false} />
          {t("inspector.measured")}
        </li>
      )}
    </ul>
  );
}

function Line({ color, dashed }: { color: string; dashed: boolean }) {
  return (
    <svg width="18" height="8" viewBox="0 0 18 8" aria-hidden="true">
      <line
        x1="0"
        x2="18"
        y1="4"
        y2="4"
        stroke={color}
        strokeWidth="2.25"
        strokeDasharray={dashed ? "5 3" : undefined}
      />
    </svg>
  );
}
