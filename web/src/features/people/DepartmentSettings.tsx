import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { DepartmentRow } from "./DepartmentRow";
import classes from "./People.module.css";
import { useCreateDepartment, useDepartments, useIsAdmin } from "./queries";
import { Refused } from "./Refused";

const COLORS = 8;

/** Settings, Departments. */
export function DepartmentSettings() {
  const { t } = useTranslation("people");
  const departments = useDepartments();
  const isAdmin = useIsAdmin();
  const found = departments.data ?? [];
  return (
    <Card title={t("departments.title")} lead={t("departments.lead")}>
      <Refused error={departments.error} />
      {departments.isSuccess && found.length === 0 && (
        <p className={classes.quiet}>{t("departments.none")}</p>
      )}
      <ul className={classes.list}>
        {found.map((department) => (
          <DepartmentRow key={department.id} department={department} mayChange={isAdmin} />
        ))}
      </ul>
      {isAdmin ? (
        <NewDepartment color={found.length % COLORS} />
      ) : (
        <p className={classes.quiet}>{t("departments.onlyAdmins")}</p>
      )}
    </Card>
  );
}

function NewDepartment({ color }: { color: number }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState("");
  const create = useCreateDepartment();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name, color }, { onSuccess: () => setName("") });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Refused error={create.error} />
      <div className={classes.adding}>
        <TextInput
          label={t("departments.new")}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          {t("departments.add")}
        </Button>
      </div>
    </form>
  );
}
