import {
  Button,
  Checkbox,
  PasswordInput,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { type Draft, ENDS, type End } from "./draft";
import { LanesChoice } from "./LanesChoice";
import type { LaneChoice } from "./queries";
import classes from "./Sharing.module.css";

export interface LinkFormProps {
  from: Draft;
  lanes: readonly LaneChoice[];
  /** The link is there already, perhaps with a password. */
  existing?: { hasPassword: boolean };
  error: Error | null;
  pending: boolean;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
}

/** What a link allows, to whom, how long, and what of the map it shows. */
export function LinkForm({ from, lanes, existing, error, pending, onSubmit, onCancel }: LinkFormProps) {
  const { t } = useTranslation("sharing");
  const id = useId();
  const [draft, setDraft] = useState(from);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(draft);
  };
  const ends: readonly End[] = existing === undefined ? ENDS : ["same", ...ENDS];
  return (
    <form className={classes.form} onSubmit={submit}>
      <div>
        <span id={id} className={classes.label}>
          {t("form.permission")}
        </span>
        <SegmentedControl
          fullWidth
          aria-labelledby={id}
          value={draft.permission}
          onChange={(permission) => set({ permission: permission as Draft["permission"] })}
          data={(["view", "comment"] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
        />
        {draft.permission === "comment" && <p className={classes.hint}>{t("form.commentHint")}</p>}
      </div>
      <TextInput
        label={t("form.label")}
        description={t("form.labelHint")}
        value={draft.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
        maxLength={120}
        autoFocus
      />
      <div className={classes.pair}>
        <Select
          label={t("form.ends")}
          value={draft.end}
          onChange={(end) => set({ end: (end ?? "month") as End })}
          data={ends.map((value) => ({ value, label: t(`form.${value}`) }))}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
        <Password draft={draft} set={set} hasOne={existing?.hasPassword ?? false} />
      </div>
      <LanesChoice lanes={lanes} chosen={draft.lanes} onChange={(chosen) => set({ lanes: chosen })} />
      <Embedding draft={draft} set={set} />
      {error !== null && (
        <ProblemNote
          title={t("dialog.failed")}
          detail={error instanceof ProblemError ? error.detail : error.message}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={pending}>
          {t(existing === undefined ? "form.create" : "form.save")}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}

function Password({ draft, set, hasOne }: PartProps & { hasOne: boolean }) {
  const { t } = useTranslation("sharing");
  return (
    <div className={classes.password}>
      <PasswordInput
        label={t("form.password")}
        description={t(hasOne ? "form.passwordKept" : "form.passwordHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={draft.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
        disabled={draft.withoutPassword}
        minLength={8}
        maxLength={200}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("door.show") }}
      />
      {hasOne && (
        <Checkbox
          label={t("form.passwordOff")}
          checked={draft.withoutPassword}
          onChange={(event) => set({ withoutPassword: event.currentTarget.checked, password: "" })}
        />
      )}
    </div>
  );
}

function Embedding({ draft, set }: PartProps) {
  const { t } = useTranslation("sharing");
  return (
    <div className={classes.embedding}>
      <Checkbox
        label={t("form.embed")}
        description={t("form.embedHint")}
        checked={draft.embedded}
        onChange={(event) => set({ embedded: event.currentTarget.checked })}
      />
      {draft.embedded && (
        <Textarea
          label={t("form.sites")}
          description={t("form.sitesHint")}
          value={draft.sites}
          onChange={(event) => set({ sites: event.currentTarget.value })}
          autosize
          minRows={1}
          maxRows={5}
        />
      )}
    </div>
  );
}
