import { Button, Checkbox, MultiSelect } from "@mantine/core";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { useMapDocument } from "@/live";
import {
  type Decision,
  type Importance,
  type Outcome,
  type Step,
  stagesInOrder,
  stepsInOrder,
} from "@/map-model";
import { count } from "@/ui/numbers";
import { change, useEditor } from "../context";
import { placeStep } from "../layout/edits";
import { linksOf } from "../layout/links";
import { targetOf } from "../layout/target";
import { numbersInWords, ReachBar } from "../parts/NumbersCell";
import { StepLinkList } from "../parts/StepLinks";
import { BindingSuggestions } from "../reality/BindingSuggestions";
import { StepReality } from "../reality/StepReality";
import { ChoiceField, TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";
import { More } from "./More";
import { OpensField } from "./OpensField";
import { PictureField } from "./PictureField";

const IMPORTANCE: readonly Importance[] = ["low", "medium", "high"];
const OUTCOMES: readonly Outcome[] = ["recurring", "leaving"];
const DECISIONS: readonly Decision[] = ["first_time", "habitual"];

/** A step: its own fields, the events it stands for, and what was measured. */
export function StepPanel({ step }: { step: Step }) {
  const editor = useEditor();
  const { t, host, session, readOnly } = editor;
  const document = useMapDocument();
  const target = targetOf("step", step.id);
  const set = useSet(target);
  const counts = new Map(host.events.map(({ event, customers }) => [event, customers]));
  const names = [...new Set([...counts.keys(), ...step.events])];
  return (
    <>
      <TextField target={target} field="title" value={step.title} label={t("field.title")} required />
      <TextField
        target={target}
        field="description"
        value={step.description}
        label={t("field.description")}
        lines={2}
      />
      <ChoiceField
        label={t("field.importance")}
        value={step.importance}
        none={t("importance.none")}
        choices={IMPORTANCE.map((value) => ({ value, label: t(`importance.${value}`) }))}
        onChoose={(importance) => set({ importance })}
      />
      <Checkbox
        label={t("field.momentOfTruth")}
        checked={step.moment_of_truth}
        disabled={readOnly}
        onChange={(event) => set({ moment_of_truth: event.currentTarget.checked })}
      />
      <ChoiceField
        label={t("field.decision")}
        value={step.decision}
        none={t("decision.none")}
        choices={DECISIONS.map((value) => ({ value, label: t(`decision.${value}`) }))}
        onChoose={(decision) => set({ decision })}
      />
      <p className={classes.words}>{t(`aboutDecision.${step.decision ?? "none"}`)}</p>
      <Checkbox
        label={t("field.maySwitch")}
        checked={step.may_switch}
        disabled={readOnly}
        onChange={(event) => set({ may_switch: event.currentTarget.checked })}
      />
      <ChoiceField
        label={t("field.outcome")}
        value={step.outcome}
        none={t("outcome.none")}
        choices={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onChoose={(outcome) => set({ outcome })}
      />
      {step.outcome !== null && <p className={classes.words}>{t(`aboutOutcome.${step.outcome}`)}</p>}
      <MultiSelect
        label={t("field.events")}
        description={names.length === 0 ? t("field.eventsNone") : t("field.eventsHint")}
        data={names}
        value={[...step.events]}
        searchable
        hidePickedOptions
        readOnly={readOnly}
        maxDropdownHeight={260}
        nothingFoundMessage={t("field.eventsNotFound")}
        renderOption={({ option }) => (
          <span className={classes.event}>
            <span>{option.value}</span>
            <span>
              {counts.has(option.value) ? count(counts.get(option.value) ?? 0) : t("field.eventGone")}
            </span>
          </span>
        )}
        onChange={(events) => set({ events })}
      />
      <BindingSuggestions step={step} />
      {(step.events.length > 0 || step.binding !== "") && (
        <TextField target={target} field="binding" value={step.binding} label={t("binding.condition")} />
      )}
      <section className={classes.section}>
        <h3>{t("links.ways")}</h3>
        {linksOf(document, step.id).length === 0 ? (
          <p className={classes.words}>{t("links.none")}</p>
        ) : (
          <StepLinkList step={step.id} />
        )}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.quiet}
            leftSection={<IconArrowForwardUp size={16} aria-hidden="true" />}
            onClick={() => session.link(step.id)}
          >
            {t("commands.linkToStep")}
          </Button>
        )}
      </section>
      <section className={classes.section}>
        <h3>{t("inspector.numbers")}</h3>
        {step.numbers === null ? (
          <p className={classes.words}>
            {t(step.events.length === 0 ? "numbers.notBound" : "numbers.notMeasured")}
          </p>
        ) : (
          <>
            <ReachBar
              share={step.numbers.share}
              low={step.numbers.share_low}
              high={step.numbers.share_high}
            />
            {numbersInWords(step.numbers, t).map((sentence) => (
              <p key={sentence} className={classes.words}>
                {sentence}
              </p>
            ))}
          </>
        )}
      </section>
      <StepReality step={step.id} />
      <More>
        <OpensField step={step} />
        <PictureField target={target} image={step.image} words={step.image_text} />
        <ChoiceField
          label={t("field.moveToStage")}
          value={step.stage}
          choices={stagesInOrder(document).map(({ id, title }) => ({ value: id, label: title }))}
          onChoose={(stage) =>
            stage !== null &&
            stage !== step.stage &&
            change(editor, placeStep(document, step, stage, stepsInOrder(document, stage).length))
          }
        />
      </More>
    </>
  );
}
