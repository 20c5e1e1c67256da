import { IconMessage2, IconPlus, IconTicket } from "@tabler/icons-react";
import { count, percent, span } from "@/ui/numbers";
import { useEditor } from "../context";
import { shownFeeling } from "../layout/curve";
import type { Column } from "../layout/grid";
import { Glyph } from "../parts/Glyph";
import { GridPart } from "../parts/GridPart";
import lanes from "../parts/Lane.module.css";
import { ReachBar } from "../parts/NumbersCell";
import { addMissing, readable } from "./add-missing";
import classes from "./Reality.module.css";
import { type StepReality, useReality } from "./reality";
import { realityInWords } from "./words";

/** So many missing events of a place are shown on the poster; the panel lists all. */
const SHOWN = 2;

/** What really happens at each step, under the stations; nothing while the map is shown as the team thinks it. */
export function RealityRow({ columns }: { columns: readonly Column[] }) {
  const { t } = useEditor();
  const { view, told, byStep, error } = useReality();
  if (view === "think" || error !== null) return null;
  return (
    <GridPart role="row" className={`${lanes.row} ${classes.row}`}>
      <GridPart role="rowheader" className={lanes.label}>
        <span className={lanes.labelText}>
          {t("reality.title")}
          {told !== null && (
            <small className={classes.share}>
              {t("reality.explained", { share: percent(told.journeys.explained_share) })}
            </small>
          )}
        </span>
      </GridPart>
      {columns.map(({ step, color, first }, index) => (
        <GridPart
          key={step?.id ?? index}
          role="gridcell"
          className={`${lanes.cell} ${classes.cell}`}
          data-first={first || undefined}
          data-color={color}
        >
          {step !== null && (
            <StepFacts step={step.id} facts={byStep.get(step.id) ?? null} isKnown={told !== null} />
          )}
        </GridPart>
      ))}
    </GridPart>
  );
}

function StepFacts({ step, facts, isKnown }: { step: string; facts: StepReality | null; isKnown: boolean }) {
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  if (!isKnown) return <span className={classes.quiet}>…</span>;
  if (facts === null || (facts.walked === null && !facts.nobody && facts.missing.length === 0))
    return <span className={classes.quiet}>{t("reality.notBound")}</span>;
  const words = realityInWords(facts, t);
  const { walked, felt } = facts;
  return (
    <>
      {facts.nobody ? (
        <strong className={classes.nobody}>{t("reality.nobodyHere")}</strong>
      ) : (
        walked !== null && (
          <div className={classes.facts} title={words.join("\n")}>
            <div aria-hidden="true">
              <strong>{count(walked.reached)}</strong> · {percent(walked.share)}
            </div>
            <ReachBar share={walked.share} low={walked.share_low} high={walked.share_high} />
            <div className={classes.line} aria-hidden="true">
              {walked.next_share !== null && (
                <span>
                  <Glyph name="onward" size={14} />
                  {percent(walked.next_share)}
                </span>
              )}
              {walked.next_seconds !== null && (
                <span>
                  <Glyph name="clock" size={14} />
                  {span(walked.next_seconds)}
                </span>
              )}
            </div>
            <div className={classes.line} aria-hidden="true">
              <span>{t("reality.short.left", { share: percent(walked.left_share) })}</span>
              {walked.skipped > 0 && (
                <span>{t("reality.short.skipped", { skipped: count(walked.skipped) })}</span>
              )}
            </div>
            <div className={classes.line} aria-hidden="true">
              {felt !== null && felt.score !== null && (
                <span>{t("reality.short.felt", { score: shownFeeling(felt.score), n: count(felt.n) })}</span>
              )}
              {facts.texts > 0 && (
                <span>
                  <IconMessage2 size={14} />
                  {count(facts.texts)}
                </span>
              )}
              {facts.tickets > 0 && (
                <span>
                  <IconTicket size={14} />
                  {count(facts.tickets)}
                </span>
              )}
            </div>
            <span className="sj-visually-hidden">{words.join(" ")}</span>
          </div>
        )
      )}
      {facts.missing.slice(0, SHOWN).map(({ event, share }) => (
        <button
          key={event}
          type="button"
          className={classes.missing}
          disabled={readOnly}
          title={t("reality.missing", { event, share: percent(share) })}
          onClick={() => addMissing(editor, event, step)}
        >
          <IconPlus size={14} aria-hidden="true" />
          <b className="sj-visually-hidden">{t("reality.addFor")} </b>
          <span>{readable(event)}</span>
          <span>{percent(share)}</span>
        </button>
      ))}
      {facts.missing.length > SHOWN && (
        <button type="button" className={classes.more} onClick={() => session.showPanel("reality")}>
          {t("reality.more", { count: facts.missing.length - SHOWN })}
        </button>
      )}
    </>
  );
}
