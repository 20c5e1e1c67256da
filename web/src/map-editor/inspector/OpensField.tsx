import { Button, Select } from "@mantine/core";
import { IconArrowUpRight } from "@tabler/icons-react";
import { useLiveState } from "@/live";
import type { Step } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { useSet } from "./fields";
import classes from "./Inspector.module.css";

/** The map that a step opens: chosen among the others of the workspace. */
export function OpensField({ step }: { step: Step }) {
  const { t, host, readOnly } = useEditor();
  const own = useLiveState(({ document }) => document.map.id);
  const set = useSet(targetOf("step", step.id));
  const { maps } = host;
  if (maps === undefined) return null;
  const known = maps.all.find(({ id }) => id === step.opens);
  const choices = maps.all
    .filter(({ id }) => id !== own)
    .map(({ id, title }) => ({ value: id, label: title }));
  const isGone = step.opens !== "" && known === undefined;
  return (
    <div className={classes.group}>
      <Select
        label={t("field.opens")}
        description={t("field.opensHint")}
        placeholder={t("field.opensNone")}
        data={isGone ? [...choices, { value: step.opens, label: t("field.opensGone") }] : choices}
        value={step.opens === "" ? null : step.opens}
        searchable
        clearable
        disabled={readOnly}
        onChange={(opens) => set({ opens: opens ?? "" })}
      />
      {known !== undefined && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.quiet}
          leftSection={<IconArrowUpRight size={16} aria-hidden="true" />}
          onClick={() => maps.open(known.id)}
        >
          {t("field.openMap", { title: known.title })}
        </Button>
      )}
    </div>
  );
}
