import { Select } from "@mantine/core";
import { useMapDocument } from "@/live";
import type { Link } from "@/map-model";
import { useEditor } from "../context";
import { LINK_KINDS, type LinkKind } from "../layout/links";
import { targetOf } from "../layout/target";
import { stepChoices } from "../parts/LinkDialog";
import { ChoiceField, TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";

/** A link between two steps: what it is, where it leads, and in which case one takes it. */
export function LinkPanel({ link }: { link: Link }) {
  const { t, readOnly } = useEditor();
  const map = useMapDocument();
  const target = targetOf("link", link.id);
  const set = useSet(target);
  const end = (field: "source" | "target") => (
    <Select
      label={t(`links.${field}`)}
      data={stepChoices(map)}
      value={link[field]}
      searchable
      allowDeselect={false}
      disabled={readOnly}
      onChange={(step) => step !== null && set({ [field]: step })}
    />
  );
  return (
    <>
      <ChoiceField
        label={t("links.kind")}
        value={link.kind}
        choices={LINK_KINDS.map((value) => ({ value, label: t(`linkKind.${value}`) }))}
        onChoose={(kind) => kind !== null && set({ kind: kind as LinkKind })}
      />
      <p className={classes.words}>{t(`aboutLink.${link.kind}`)}</p>
      <TextField target={target} field="title" value={link.title} label={t("links.words")} />
      {end("source")}
      {end("target")}
    </>
  );
}
