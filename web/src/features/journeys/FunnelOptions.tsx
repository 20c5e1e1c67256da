import { MultiSelect, SegmentedControl, TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./FunnelBuilder.module.css";
import { useLog } from "./log";
import { ORDERS, type Order } from "./questions";
import { useSavedSegments } from "./segments";

export interface FunnelOptionsProps {
  order: Order;
  without: readonly string[];
  by: readonly string[];
  onOrder: (order: Order) => void;
  onWithout: (events: readonly string[]) => void;
  onBy: (segments: readonly string[]) => void;
}

/** What a funnel can further be asked: how strict, what must not happen, and for whom side by side. */
export function FunnelOptions({ order, without, by, onOrder, onWithout, onBy }: FunnelOptionsProps) {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const saved = useSavedSegments().data ?? [];
  return (
    <details
      className={classes.options}
      open={order !== "any-between" || without.length > 0 || by.length > 0 || undefined}
    >
      <summary>{t("funnel.more")}</summary>
      <SegmentedControl
        orientation="vertical"
        fullWidth
        aria-label={t("funnel.order.label")}
        value={order}
        onChange={(value) => onOrder(ORDERS.find((one) => one === value) ?? "any-between")}
        data={ORDERS.map((value) => ({ value, label: t(`funnel.order.${value}`) }))}
      />
      <MultiSelect
        label={t("funnel.without")}
        description={t("funnel.withoutHint")}
        data={result.names.map((name) => name.event)}
        value={[...without]}
        onChange={onWithout}
        searchable
        hidePickedOptions
        clearable
      />
      <TagsInput
        label={t("funnel.by")}
        description={t("funnel.byHint")}
        data={saved.map(({ name }) => `segment "${name}"`)}
        value={[...by]}
        onChange={onBy}
        splitChars={[]}
        clearable
      />
    </details>
  );
}
