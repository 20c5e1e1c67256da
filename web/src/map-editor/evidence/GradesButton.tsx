import { GRADE_WORDS } from "@/map-model";
import { gradeLens } from "../commands/evidence";
import { useEditor, useSessionState } from "../context";
import { CommandButton } from "../parts/CommandButton";
import classes from "./Evidence.module.css";

/** The lens of evidence, pressed or not. */
export function GradesButton() {
  const pressed = useSessionState(({ grades }) => grades);
  return <CommandButton command={gradeLens} pressed={pressed} />;
}

/** What the words and textures of the grades mean, while the lens is on. */
export function GradesLegend() {
  const { t } = useEditor();
  const lens = useSessionState(({ grades }) => grades);
  if (!lens) return null;
  return (
    <ul className={classes.legend} aria-label={t("evidence.legend")}>
      {GRADE_WORDS.map((word) => (
        <li key={word}>
          <span className={classes.texture} data-grade={word} aria-hidden="true" />
          <strong>{t(`evidence.grades.${word}`)}</strong>
          <span>{t(`evidence.means.${word}`)}</span>
        </li>
      ))}
    </ul>
  );
}
