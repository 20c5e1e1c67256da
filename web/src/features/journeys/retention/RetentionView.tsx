import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuestion } from "../questions";
import { CohortsView } from "./CohortsView";
import { TABS, type Tab, tabIn } from "./question";
import { RecencyView } from "./RecencyView";
import { RepeatsView } from "./RepeatsView";
import classes from "./RetentionView.module.css";

const VIEWS: Record<Tab, () => React.ReactNode> = {
  retention: CohortsView,
  repeats: RepeatsView,
  recency: RecencyView,
};

/** Three questions about coming back: by cohort, from one time to the next, and who is silent today. */
export function RetentionView() {
  const { t } = useTranslation("journeys");
  const [search, change] = useQuestion();
  const tab = tabIn(search);
  const View = VIEWS[tab];
  return (
    <div className={classes.view}>
      <SegmentedControl
        className={classes.tabs}
        aria-label={t("retention.tabs")}
        value={tab}
        onChange={(show) => change({ show: show === "retention" ? null : show })}
        data={TABS.map((name) => ({ value: name, label: t(`retention.tab.${name}`) }))}
      />
      <View />
    </div>
  );
}
