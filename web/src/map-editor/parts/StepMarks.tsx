import {
  IconArrowsExchange,
  IconArrowUpRight,
  IconDoorExit,
  IconPlaneDeparture,
  IconRepeat,
  IconSteeringWheel,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLiveState } from "@/live";
import { useEditor } from "../context";
import { Picture } from "./Picture";
import classes from "./StepMarks.module.css";

/** What else is true of a step, in icons with words: how one decides, whether one may leave, how it ends, what it opens. */
export function StepMarks({ step: id }: { step: string }) {
  const step = useLiveState(({ document }) => document.steps[id]);
  const { t, host } = useEditor();
  if (step === undefined) return null;
  const { decision, may_switch, outcome, opens, image, image_text } = step;
  const map = host.maps?.all.find((one) => one.id === opens);
  return (
    <>
      {image !== "" && (
        <div className={classes.picture}>
          <Picture image={image} words={image_text} />
        </div>
      )}
      {(decision !== null || may_switch || outcome !== null) && (
        <ul className={classes.marks}>
          {decision === "first_time" && <Mark icon={<IconSteeringWheel />} words={t("mark.firstTime")} />}
          {decision === "habitual" && <Mark icon={<IconPlaneDeparture />} words={t("mark.habitual")} />}
          {may_switch && <Mark icon={<IconArrowsExchange />} words={t("mark.maySwitch")} warning />}
          {outcome === "recurring" && <Mark icon={<IconRepeat />} words={t("outcome.recurring")} />}
          {outcome === "leaving" && <Mark icon={<IconDoorExit />} words={t("outcome.leaving")} warning />}
        </ul>
      )}
      {opens !== "" && map !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.opens}
          onClick={(event) => {
            event.stopPropagation();
            host.maps?.open(map.id);
          }}
        >
          <IconArrowUpRight size={14} aria-hidden="true" />
          {map.title}
          <span className="sj-visually-hidden"> ({t("mark.opens")})</span>
        </button>
      )}
    </>
  );
}

function Mark({ icon, words, warning }: { icon: ReactNode; words: string; warning?: boolean }) {
  return (
    <li data-warning={warning || undefined}>
      <span aria-hidden="true" className={classes.icon}>
        {icon}
      </span>
      {words}
    </li>
  );
}
