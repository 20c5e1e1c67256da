import { Button, NumberInput, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useMapDocument } from "@/live";
import { personasInOrder } from "@/map-model";
import { count, date } from "@/ui/numbers";
import { Portrait } from "@/ui/Portrait";
import { addPersona } from "../commands/add-persona";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { FromLibrary } from "./FromLibrary";
import { ChoiceField, TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";

const SUBJECTS = ["group", "individual"] as const;
const STATES = ["current", "future", "ideal"] as const;
const STATUSES = ["unsaid", "draft", "in_review", "approved"] as const;

/** The map itself: what it is about, whose it is, when it is looked at again, and who walks it. */
export function MapPanel() {
  const { map, ...document } = useMapDocument();
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const target = targetOf("map", map.id);
  const set = useSet(target);
  return (
    <>
      <TextField target={target} field="title" value={map.title} label={t("field.title")} required />
      <TextField
        target={target}
        field="description"
        value={map.description}
        label={t("field.description")}
        lines={3}
      />
      <ChoiceField
        label={t("field.state")}
        value={map.state}
        choices={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChoose={(state) => state !== null && set({ state })}
      />
      <p className={classes.words}>{t(`aboutState.${map.state}`)}</p>
      <TextField
        target={target}
        field="scope"
        value={map.scope}
        label={t("field.scope")}
        description={t("field.scopeHint")}
        lines={1}
      />
      <ChoiceField
        label={t("field.subject")}
        value={map.subject}
        choices={SUBJECTS.map((subject) => ({ value: subject, label: t(`subject.${subject}`) }))}
        onChoose={(subject) => subject !== null && set({ subject })}
      />
      <TextField target={target} field="owner" value={map.owner} label={t("field.owner")} />
      <ChoiceField
        label={t("field.status")}
        value={map.status || "unsaid"}
        choices={STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))}
        onChoose={(status) => status !== null && set({ status: status === "unsaid" ? "" : status })}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t("field.reviewedOn")}
          value={map.reviewed_on}
          readOnly={readOnly}
          onChange={(event) => set({ reviewed_on: event.currentTarget.value }, "reviewed_on")}
        />
        <NumberInput
          label={t("field.reviewEvery")}
          value={map.review_every_days}
          min={1}
          max={3650}
          allowDecimal={false}
          disabled={readOnly}
          onChange={(days) => {
            if (typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= 3650)
              set({ review_every_days: days }, "review_every_days");
          }}
        />
      </div>
      <section className={classes.section}>
        <h3>{t("inspector.personas")}</h3>
        {personasInOrder({ map, ...document }).map((persona) => (
          <button
            key={persona.id}
            type="button"
            className={classes.link}
            onClick={() => session.select(targetOf("persona", persona.id))}
          >
            <Portrait code={persona.avatar} of={persona.id} color={persona.color} size={26} />
            {persona.name}
          </button>
        ))}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.quiet}
            leftSection={<IconUserPlus size={16} aria-hidden="true" />}
            onClick={() => addPersona.run(editor)}
          >
            {t("commands.addPersona")}
          </Button>
        )}
        {!readOnly && <FromLibrary />}
      </section>
      <section className={classes.section}>
        <h3>{t("inspector.measured")}</h3>
        <p className={classes.words}>
          {map.measured === null
            ? t("inspector.notMeasured")
            : t("inspector.measuredFrom", {
                customers: count(map.measured.customers),
                events: count(map.measured.events),
                first: date(map.measured.first),
                last: date(map.measured.last),
                at: date(map.measured.at),
              })}
        </p>
      </section>
    </>
  );
}
