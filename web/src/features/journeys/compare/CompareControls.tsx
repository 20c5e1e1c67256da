import { Button, MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Choice } from "../Choice";
import { EventSelect } from "../EventSelect";
import { useLog } from "../log";
import { PeriodPicker } from "../PeriodPicker";
import { SegmentInput } from "../SegmentInput";
import { useVocabulary } from "../segments";
import classes from "./CompareControls.module.css";
import {
  type compareQuestion,
  goalSides,
  halves,
  KINDS,
  type Letter,
  NEEDS,
  type Asked as Question,
  type Sides,
  sideOut,
} from "./question";

export interface CompareControlsProps {
  question: ReturnType<typeof compareQuestion>;
  goal: string | null;
  onChange: (change: Record<string, string | readonly string[] | null>) => void;
}

export function CompareControls({ question, goal, onChange }: CompareControlsProps) {
  const { t } = useTranslation("journeys");
  const take = (sides: Sides) => onChange({ ...sideOut("a", sides.a), ...sideOut("b", sides.b) });
  return (
    <div className={classes.controls}>
      <Asked question={question.question} onChange={onChange} />
      {(["a", "b"] as const).map((letter) => (
        <SideFields key={letter} letter={letter} sides={question} onChange={take} />
      ))}
      <Presets goal={goal} onChoose={take} />
      <p className={classes.note}>{t("compare.within")}</p>
    </div>
  );
}

interface AskedProps {
  question: Question;
  onChange: CompareControlsProps["onChange"];
}

/** Which question is asked of both sides, and the event or the steps that it needs. */
function Asked({ question, onChange }: AskedProps) {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const { kind } = question;
  const event = question.goal ?? question.event ?? null;
  return (
    <div className={classes.line}>
      <Choice
        label={t("compare.kind")}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: t(`compare.kinds.${one}`) }))}
        onChange={(wanted) => onChange({ kind: wanted === "sessions" ? null : wanted })}
      />
      {NEEDS[kind] === "event" && (
        <EventSelect
          label={t("compare.event")}
          clearable={kind === "sessions"}
          value={(Array.isArray(event) ? event[0] : event) ?? null}
          onChange={(wanted) => onChange({ event: wanted })}
        />
      )}
      {NEEDS[kind] === "steps" && question.steps !== undefined && (
        <MultiSelect
          label={t("compare.steps")}
          w="28rem"
          maw="100%"
          searchable
          data={result.names.map((name) => name.event)}
          value={question.steps}
          onChange={(cstep) => onChange({ cstep })}
        />
      )}
    </div>
  );
}

interface SideFieldsProps {
  letter: Letter;
  sides: Sides;
  onChange: (sides: Sides) => void;
}

function SideFields({ letter, sides, onChange }: SideFieldsProps) {
  const { t } = useTranslation("journeys");
  const side = sides[letter];
  const take = (change: Partial<typeof side>) =>
    onChange({ a: sides.a, b: sides.b, [letter]: { ...side, ...change } });
  return (
    <fieldset className={classes.side} data-side={letter}>
      <legend>{t(`compare.side.${letter}`)}</legend>
      <SegmentInput label={t("compare.who")} value={side.segment} onChange={(segment) => take({ segment })} />
      <PeriodPicker since={side.since} until={side.until} onChange={take} />
    </fieldset>
  );
}

function Presets({ goal, onChoose }: { goal: string | null; onChoose: (sides: Sides) => void }) {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const vocabulary = useVocabulary().data;
  return (
    <div className={classes.line}>
      <span className={classes.note}>{t("compare.try")}</span>
      {goal !== null && (
        <Button size="compact-sm" variant="default" onClick={() => onChoose(goalSides(goal, vocabulary))}>
          {t("compare.didOrNot", { goal })}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => onChoose(halves(result.first, result.last))}>
        {t("compare.halves")}
      </Button>
    </div>
  );
}
