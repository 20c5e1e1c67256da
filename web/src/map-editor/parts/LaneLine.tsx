import { useTranslation } from "react-i18next";
import type { BlueprintLine } from "../layout/blueprint";
import classes from "./LaneLine.module.css";

/** A named line between two parts of a blueprint; the name stays in view. */
export function LaneLine({ line }: { line: BlueprintLine }) {
  const { t } = useTranslation("map-editor");
  return (
    <div className={classes.line} data-line={line} aria-hidden="true">
      <span>{t(`line.${line}`)}</span>
    </div>
  );
}
