import { useEditor, useSessionState } from "../context";
import classes from "./Evidence.module.css";
import { useGrade, useRows } from "./grade-of";
import { reasonsInWords } from "./words";

/**
 * How well a claim is founded, by word and texture. Without the lens only what has evidence wears it; with the
 * lens every claim does.
 */
export function GradeMark({ id, claims }: { id: string; claims: boolean }) {
  const { t } = useEditor();
  const lens = useSessionState(({ grades }) => grades);
  const grade = useGrade(id);
  const isCited = useRows(id).length > 0;
  if (!isCited && !(lens && claims)) return null;
  return (
    <>
      <span className={classes.mark} data-grade={grade.word} title={reasonsInWords(grade, t).join("\n")}>
        <span className={classes.texture} data-grade={grade.word} aria-hidden="true" />
        <span className="sj-visually-hidden">{t("evidence.gradeIs")} </span>
        {t(`evidence.grades.${grade.word}`)}
      </span>
      {lens && <span className={classes.tint} data-grade={grade.word} aria-hidden="true" />}
    </>
  );
}
