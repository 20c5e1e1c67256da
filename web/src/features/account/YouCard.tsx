import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { PersonBadge } from "@/ui/PersonBadge";
import classes from "./Account.module.css";
import { useChangeYou } from "./queries";
import { Refused } from "./Refused";

const COLORS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Name and colour. */
export function YouCard({ name: before, color: colorBefore }: { name: string; color: number }) {
  const { t } = useTranslation("account");
  const [name, setName] = useState(before);
  const [color, setColor] = useState(colorBefore);
  const change = useChangeYou();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name, color });
  };
  return (
    <Card title={t("you.title")} lead={t("you.lead")}>
      <form className={classes.form} onSubmit={submit}>
        <Refused error={change.error} />
        <TextInput
          label={t("you.name")}
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <fieldset className={classes.colors}>
          <legend>{t("you.color")}</legend>
          {COLORS.map((one) => (
            <label key={one} className={classes.color}>
              <input
                type="radio"
                name="color"
                value={one}
                checked={one === color}
                onChange={() => setColor(one)}
                aria-label={t("you.colorOf", { number: one + 1 })}
              />
              <PersonBadge name={name === "" ? "?" : name} color={one} size={36} />
            </label>
          ))}
        </fieldset>
        <div className={classes.row}>
          <Button type="submit" loading={change.isPending}>
            {t("you.save")}
          </Button>
          {change.isSuccess && (
            <span role="status" className={classes.done}>
              {t("saved")}
            </span>
          )}
        </div>
      </form>
    </Card>
  );
}
