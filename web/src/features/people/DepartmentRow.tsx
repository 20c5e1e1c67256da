import { Button, Menu, TextInput, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./People.module.css";
import { type Department, useChangeDepartment, useRemoveDepartment } from "./queries";
import { Refused } from "./Refused";

const COLORS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** A department: colour, name, how many belong to it. */
export function DepartmentRow({ department, mayChange }: { department: Department; mayChange: boolean }) {
  const { t } = useTranslation("people");
  const { id, name, members } = department;
  const [wish, setWish] = useState(name);
  const change = useChangeDepartment();
  const remove = useRemoveDepartment();
  const rename = () => {
    if (wish.trim() === "") setWish(name);
    else if (wish !== name) change.mutate({ id, name: wish }, { onError: () => setWish(name) });
  };
  return (
    <li className={classes.item}>
      <span className={classes.person}>
        <ColorMenu
          department={department}
          mayChange={mayChange}
          onColor={(color) => change.mutate({ id, color })}
        />
        {mayChange ? (
          <TextInput
            aria-label={t("departments.nameOf", { name })}
            maxLength={80}
            value={wish}
            onChange={(event) => setWish(event.currentTarget.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.currentTarget.blur();
            }}
          />
        ) : (
          <strong>{name}</strong>
        )}
      </span>
      <span className={classes.row}>
        <span className={classes.quiet}>{t("departments.members", { count: members })}</span>
        {mayChange && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            loading={remove.isPending}
            aria-label={t("departments.removeOf", { name })}
            onClick={() =>
              remove.mutate(id, {
                onSuccess: () => notifications.show({ message: t("departments.removed", { name }) }),
              })
            }
          >
            {t("departments.remove")}
          </Button>
        )}
      </span>
      <Refused error={change.error ?? remove.error} />
    </li>
  );
}

interface ColorMenuProps {
  department: Department;
  mayChange: boolean;
  onColor: (color: number) => void;
}

const disc = (color: number) => ({
  background: `var(--sj-stage-${color}-tint)`,
  borderColor: `var(--sj-stage-${color}-base)`,
});

function ColorMenu({ department: { name, color }, mayChange, onColor }: ColorMenuProps) {
  const { t } = useTranslation("people");
  if (!mayChange) return <span aria-hidden="true" className={classes.disc} style={disc(color)} />;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={classes.disc}
          style={disc(color)}
          aria-label={t("departments.color", { name })}
        />
      </Menu.Target>
      <Menu.Dropdown className={classes.palette}>
        {COLORS.map((one) => (
          <Menu.Item key={one} p={6} aria-current={one === color} onClick={() => onColor(one)}>
            <span className={classes.disc} style={disc(one)} aria-hidden="true" />
            <span className="sj-visually-hidden">{one + 1}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
