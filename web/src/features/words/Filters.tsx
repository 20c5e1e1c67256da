import { Button, Collapse, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFilter, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "@/ui/numbers";
import type { Asked, Order, Words } from "./queries";
import classes from "./Words.module.css";

const PAUSE_MS = 250;
const ORDERS: readonly Order[] = ["often", "newest", "worst", "best"];

export interface FiltersProps {
  asked: Asked;
  words: Words;
  mayEdit: boolean;
  onChange: (change: Asked) => void;
}

/** What is searched for and whose words they are. */
export function Filters({ asked, words, mayEdit, onChange }: FiltersProps) {
  const { t } = useTranslation("words");
  const [more, setMore] = useState(false);
  const [query, setQuery] = useState(asked.query ?? "");
  const [settled] = useDebouncedValue(query, PAUSE_MS);
  useEffect(() => {
    if (settled !== (asked.query ?? "")) onChange({ query: settled });
  }, [settled, asked.query, onChange]);
  const orders = asked.query ? (["fitting", ...ORDERS] as const) : ORDERS;
  const choices = (facet: Words["sources"]) =>
    facet.map(({ value, name, count: n }) => ({ value: `=${value}`, label: `${name} (${count(n)})` }));
  const chosen = (value: string | null | undefined) => (value == null ? null : `=${value}`);
  const taken = (value: string | null) => (value === null ? null : value.slice(1));
  return (
    <search className={classes.filters}>
      <div className={classes.searchRow}>
        <TextInput
          className={classes.search}
          aria-label={t("search")}
          placeholder={t("searchHint")}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t("by")}
          data={[
            { value: "words", label: t("byWords") },
            { value: "meaning", label: t("byMeaning") },
          ]}
          value={asked.by ?? "words"}
          onChange={(by) => onChange({ by: by === "meaning" ? "meaning" : "words" })}
        />
        <Button
          variant="default"
          aria-expanded={more}
          leftSection={<IconFilter size={16} aria-hidden="true" />}
          onClick={() => setMore(!more)}
        >
          {t("more")}
        </Button>
      </div>
      <Collapse expanded={more}>
        <div className={classes.more}>
          <Select
            label={t("subject")}
            placeholder={t("any")}
            data={choices(words.subjects)}
            value={chosen(asked.subjects?.[0])}
            clearable
            searchable
            onChange={(value) => onChange({ subjects: value === null ? [] : [value.slice(1)] })}
          />
          <Select
            label={t("source")}
            placeholder={t("any")}
            data={choices(words.sources)}
            value={chosen(asked.source)}
            clearable
            onChange={(value) => onChange({ source: taken(value) })}
          />
          <Select
            label={t("language")}
            placeholder={t("any")}
            data={choices(words.languages)}
            value={chosen(asked.language)}
            clearable
            onChange={(value) => onChange({ language: taken(value) })}
          />
          <TextInput
            label={t("from")}
            type="date"
            value={asked.first ?? ""}
            onChange={(event) => onChange({ first: event.currentTarget.value || null })}
          />
          <TextInput
            label={t("until")}
            type="date"
            value={asked.last ?? ""}
            onChange={(event) => onChange({ last: event.currentTarget.value || null })}
          />
          <TextInput
            label={t("segment")}
            placeholder={t("segmentHint")}
            defaultValue={asked.segment ?? ""}
            onBlur={(event) => onChange({ segment: event.currentTarget.value || null })}
            onKeyDown={(event) => {
              if (event.key === "Enter") onChange({ segment: event.currentTarget.value || null });
            }}
          />
          <Select
            label={t("order")}
            data={orders.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
            value={asked.order ?? orders[0]}
            allowDeselect={false}
            onChange={(value) => onChange({ order: orders.find((order) => order === value) ?? null })}
          />
          {mayEdit && (
            <Switch
              className={classes.names}
              label={t("names")}
              checked={asked.names ?? false}
              onChange={(event) => onChange({ names: event.currentTarget.checked })}
            />
          )}
        </div>
      </Collapse>
    </search>
  );
}
