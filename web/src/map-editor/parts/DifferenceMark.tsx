import { IconArrowsMove, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { type Difference, useEditor } from "../context";
import type { Target } from "../layout/target";
import classes from "./DifferenceMark.module.css";

const NONE: readonly Difference[] = [];
const ICONS = { added: IconPlus, removed: IconMinus, moved: IconArrowsMove, changed: IconPencil };
/** Of several differences the one that is worn outside. */
const WEIGHT = ["removed", "changed", "moved", "added"] as const;

/** How something differs from the state that the map is compared with: by word, colour and pattern. */
export function DifferenceMark({ target, framed = false }: { target: Target; framed?: boolean }) {
  const { host, t } = useEditor();
  const differences = host.differences?.on(target) ?? NONE;
  const [first] = [...differences].sort((a, b) => WEIGHT.indexOf(b.kind) - WEIGHT.indexOf(a.kind));
  if (first === undefined) return null;
  const ThisIcon = ICONS[first.kind];
  const values = differences.map((one) => one.values).filter(Boolean);
  const words = differences.map((one) => one.words).join("\n");
  return (
    <>
      <span className={classes.mark} data-difference={first.kind} title={words}>
        <ThisIcon size={13} stroke={2.2} aria-hidden="true" />
        {t(`difference.${first.kind}`)}
        {values.length > 0 && <strong>{values.join(", ")}</strong>}
        <span className="sj-visually-hidden">{words}</span>
      </span>
      {framed && <span className={classes.frame} data-difference={first.kind} aria-hidden="true" />}
    </>
  );
}
