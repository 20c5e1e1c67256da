import { Button, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import {
  EVIDENCE_KINDS,
  type Evidence,
  type EvidenceKind,
  isAddress,
  keyAt,
  LONGEST_LINE,
  newId,
} from "@/map-model";
import { change, useEditor } from "../context";
import inspector from "../inspector/Inspector.module.css";
import { toAddress } from "../inspector/LinksField";
import classes from "./Evidence.module.css";
import type { Cited } from "./EvidencePart";
import { today } from "./grade-of";

interface AddEvidenceProps {
  readonly cited: Cited;
  readonly rows: readonly Evidence[];
  readonly onDone: () => void;
}

interface Draft {
  readonly kind: EvidenceKind;
  readonly says: Evidence["says"];
  readonly title: string;
  readonly quote: string;
  readonly source: string;
  readonly last: string;
  readonly n: number | null;
  readonly link: string;
}

/** A row of evidence, written by hand. */
export function AddEvidence({ cited, rows, onDone }: AddEvidenceProps) {
  const editor = useEditor();
  const { t } = editor;
  const [draft, setDraft] = useState<Draft>({
    kind: "interview",
    says: "supports",
    title: "",
    quote: "",
    source: "",
    last: today(),
    n: null,
    link: "",
  });
  const [problem, setProblem] = useState<string | null>(null);
  const set = (fields: Partial<Draft>) => setDraft({ ...draft, ...fields });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const link = toAddress(draft.link);
    if (link !== "" && !isAddress(link)) {
      setProblem(t("webLinks.wrong"));
      return;
    }
    const about = cited.field === null ? {} : { [cited.field]: cited.id };
    const record = { ...draft, ...about, link, id: newId("evd"), order: keyAt(rows, rows.length) };
    if (change(editor, { do: "add", table: "evidence", record })) onDone();
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t("evidence.add")}>
      <Select
        label={t("evidence.field.kind")}
        data={EVIDENCE_KINDS.map((value) => ({ value, label: t(`evidence.kinds.${value}`) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(kind) => kind !== null && set({ kind: kind as EvidenceKind })}
      />
      <Select
        label={t("evidence.field.says")}
        data={(["supports", "contradicts"] as const).map((value) => ({
          value,
          label: t(`evidence.says.${value}`),
        }))}
        value={draft.says}
        allowDeselect={false}
        onChange={(says) => says !== null && set({ says: says as Evidence["says"] })}
      />
      <TextInput
        label={t("evidence.field.title")}
        value={draft.title}
        maxLength={LONGEST_LINE}
        required
        data-autofocus
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t("evidence.field.quote")}
        description={t("evidence.field.quoteHint")}
        rows={2}
        value={draft.quote}
        onChange={(event) => set({ quote: event.currentTarget.value })}
      />
      <TextInput
        label={t("evidence.field.source")}
        description={t("evidence.field.sourceHint")}
        value={draft.source}
        maxLength={LONGEST_LINE}
        onChange={(event) => set({ source: event.currentTarget.value })}
      />
      <div className={inspector.pair}>
        <TextInput
          type="date"
          label={t("evidence.field.last")}
          value={draft.last}
          onChange={(event) => set({ last: event.currentTarget.value })}
        />
        <NumberInput
          label={t("evidence.field.n")}
          value={draft.n ?? ""}
          min={0}
          allowDecimal={false}
          onChange={(n) => set({ n: typeof n === "number" && Number.isSafeInteger(n) ? n : null })}
        />
      </div>
      <TextInput
        label={t("evidence.field.link")}
        placeholder="https://"
        value={draft.link}
        error={problem}
        onChange={(event) => set({ link: event.currentTarget.value })}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" disabled={draft.title.trim() === ""}>
          {t("evidence.save")}
        </Button>
        <Button variant="subtle" size="xs" onClick={onDone}>
          {t("evidence.cancel")}
        </Button>
      </div>
    </form>
  );
}
