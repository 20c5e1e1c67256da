import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ColumnGuess, Mapping } from "@/api";
import classes from "./ColumnsTable.module.css";
import { Committed } from "./Committed";
import { purposeOf, purposesFor, withMoment, withPurpose } from "./mapping";

export interface ColumnsTableProps {
  columns: readonly ColumnGuess[];
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

const SURE = 0.7;
const NONE = "";

/** Each column of the file, with examples, and what it is taken for. */
export function ColumnsTable({ columns, mapping, onMapping }: ColumnsTableProps) {
  const { t } = useTranslation("evidence");
  const choices = [
    { value: NONE, label: t("look.keep") },
    ...purposesFor(mapping).map((one) => ({ value: one, label: t(`roles.${one.replace(":", "_")}`) })),
  ];
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("look.column")}</th>
            <th scope="col">{t("look.role")}</th>
            <th scope="col">{t("look.examples")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const role = purposeOf(mapping, column.name);
            const moment = mapping.moments?.[column.name];
            return (
              <tr key={column.name} data-used={role !== null || undefined}>
                <th scope="row">{column.name}</th>
                <td>
                  <Select
                    aria-label={t("look.roleOf", { column: column.name })}
                    data={choices}
                    value={role ?? NONE}
                    allowDeselect={false}
                    comboboxProps={{ width: 220 }}
                    className={classes.role}
                    onChange={(value) => onMapping(withPurpose(mapping, column.name, value || null))}
                  />
                  {moment !== undefined && (
                    <Committed
                      label={t("look.momentOf", { column: column.name })}
                      labelHidden
                      value={moment}
                      onCommit={(event) => event !== "" && onMapping(withMoment(mapping, column.name, event))}
                    />
                  )}
                  {role !== null && role === column.role && column.confidence < SURE && (
                    <span className={classes.check}>{t("look.unsure")}</span>
                  )}
                </td>
                <td className={classes.examples}>{column.examples.slice(0, 3).join(" · ")}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
