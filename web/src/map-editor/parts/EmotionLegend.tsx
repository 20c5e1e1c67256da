import { NativeSelect } from "@mantine/core";
import type { MouseEvent } from "react";
import type { Persona } from "@/map-model";
import { useEditor, useSessionState } from "../context";
import { hasParts, SHOWS, type Track } from "../layout/curve";
import classes from "./EmotionLegend.module.css";

export interface EmotionLegendProps {
  tracks: readonly Track[];
  personas: Readonly<Record<string, Persona>>;
  isMeasured: boolean;
}

/** Which line is whose: dashed what the team assumes, solid what was measured. A name puts its line back. */
export function EmotionLegend({ tracks, personas, isMeasured }: EmotionLegendProps) {
  const { t, session } = useEditor();
  const { hidden, show } = useSessionState((state) => state.curve);
  const withParts = tracks.some(hasParts);
  // One line that stands for every customer needs nobody to say whose it is.
  const isPlain = tracks.length === 1 && tracks[0]?.persona === null && !withParts;
  if ((tracks.length === 0 || isPlain) && !isMeasured) return null;
  const toggle = (event: MouseEvent, persona: string | null) => {
    event.stopPropagation();
    const others = hidden.filter((one) => one !== persona);
    session.setCurve({ hidden: others.length === hidden.length ? [...hidden, persona] : others });
  };
  return (
    <>
      <ul className={classes.legend}>
        {tracks.map(({ persona }) => {
          const known = persona === null ? undefined : personas[persona];
          const name = known?.name ?? t("persona.anyone");
          const isHidden = hidden.includes(persona);
          return (
            <li key={persona ?? ""}>
              <button
                type="button"
                className={classes.walker}
                aria-pressed={!isHidden}
                title={t(isHidden ? "curve.bringBack" : "curve.putBack", { name })}
                onClick={(event) => toggle(event, persona)}
              >
                <Line
                  color={known === undefined ? "var(--sj-assumed)" : `var(--sj-stage-${known.color}-base)`}
                  dash="5 3"
                />
                {name}
              </button>
            </li>
          );
        })}
        {withParts && show !== "whole" && (
          <>
            <li>
              <Line color="var(--sj-assumed)" dash="0.1 4" />
              {t("aspect.context")}
            </li>
            <li>
              <Line color="var(--sj-assumed)" dash="7 3 1 3" />
              {t("aspect.service")}
            </li>
          </>
        )}
        {isMeasured && (
          <li>
            <Line color="var(--sj-measured)" />
            {t("curve.interval")}
          </li>
        )}
      </ul>
      {withParts && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keeps clicks on the field from choosing the lane.
        <div className={classes.shown} role="presentation" onClick={(event) => event.stopPropagation()}>
          <NativeSelect
            size="xs"
            aria-label={t("curve.show")}
            value={show}
            data={SHOWS.map((value) => ({ value, label: t(`curve.shows.${value}`) }))}
            onChange={(event) =>
              session.setCurve({ show: SHOWS.find((one) => one === event.currentTarget.value) ?? "all" })
            }
          />
        </div>
      )}
    </>
  );
}

function Line({ color, dash }: { color: string; dash?: string }) {
  return (
    <svg width="18" height="8" viewBox="0 0 18 8" aria-hidden="true">
      <line
        x1="1"
        x2="17"
        y1="4"
        y2="4"
        stroke={color}
        strokeWidth="2.25"
        strokeLinecap={dash === undefined ? "butt" : "round"}
        strokeDasharray={dash}
      />
    </svg>
  );
}
