import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { PeriodPicker } from "./PeriodPicker";
import { SavedSegments } from "./SavedSegments";
import { SegmentInput } from "./SegmentInput";
import classes from "./SelectionBar.module.css";
import { useSelection } from "./selection";

/** Whose journeys all views ask about, and when. */
export function SelectionBar() {
  const { t } = useTranslation("journeys");
  const [selection, change] = useSelection();
  const everything = selection.segment === null && selection.since === null && selection.until === null;
  return (
    <section className={classes.bar} aria-label={t("selection.label")}>
      <SegmentInput
        label={t("selection.who")}
        value={selection.segment}
        onChange={(segment) => change({ segment })}
        aside={<SavedSegments segment={selection.segment} onChoose={(segment) => change({ segment })} />}
      />
      <PeriodPicker since={selection.since} until={selection.until} onChange={change} />
      {!everything && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconX size={16} />}
          onClick={() => change({ segment: null, since: null, until: null })}
        >
          {t("selection.clear")}
        </Button>
      )}
    </section>
  );
}
