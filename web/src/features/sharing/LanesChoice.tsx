import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LaneChoice } from "./queries";
import classes from "./Sharing.module.css";

export interface LanesChoiceProps {
  lanes: readonly LaneChoice[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** The lanes that guests see. */
export function LanesChoice({ lanes, chosen, onChange }: LanesChoiceProps) {
  const { t } = useTranslation("sharing");
  const count = lanes.filter(({ id }) => chosen.has(id)).length;
  const hidden = lanes.filter(({ id }) => !chosen.has(id));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <details className={classes.lanes}>
      <summary>
        <span className={classes.label}>{t("form.lanes")}</span>
        <span className={classes.count}>{t("form.lanesCount", { count, all: lanes.length })}</span>
        {hidden.length > 0 && (
          <span className={classes.hiddenLanes}>
            {t("form.lanesHidden", { lanes: hidden.map(({ title }) => title).join(", ") })}
          </span>
        )}
      </summary>
      <p className={classes.hint}>{t("form.lanesHint")}</p>
      <div className={classes.laneList}>
        {lanes.map((lane) => (
          <Checkbox
            key={lane.id}
            label={lane.usual ? lane.title : `${lane.title} (${t("form.internal")})`}
            checked={chosen.has(lane.id)}
            onChange={(event) => toggle(lane.id, event.currentTarget.checked)}
          />
        ))}
      </div>
    </details>
  );
}
