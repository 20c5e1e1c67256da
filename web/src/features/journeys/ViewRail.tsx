import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useQuestion } from "./questions";
import { SELECTION_KEYS } from "./selection";
import classes from "./ViewRail.module.css";
import { GROUPS, type ViewName } from "./viewList";

/** Chooses among the questions: a rail beside the view, a list on a phone. What is selected stays selected. */
export function ViewRail({ chosen }: { chosen: ViewName }) {
  const { t } = useTranslation("journeys");
  const [search] = useQuestion();
  const [, navigate] = useLocation();
  const kept = new URLSearchParams(
    SELECTION_KEYS.flatMap((key) => {
      const value = search.get(key);
      return value === null ? [] : [[key, value]];
    }),
  ).toString();
  const addressOf = (view: string) => `/explore/${view}${kept === "" ? "" : `?${kept}`}`;
  return (
    <>
      <nav className={classes.rail} aria-label={t("views.label")}>
        {GROUPS.map((group) => (
          <div key={group.name} className={classes.group}>
            <h2 className={classes.title}>{t(`groups.${group.name}`)}</h2>
            <ul className={classes.list}>
              {group.views.map((view) => (
                <li key={view}>
                  <Link
                    href={addressOf(view)}
                    className={classes.view}
                    aria-current={view === chosen ? "page" : undefined}
                  >
                    {t(`views.${view}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <NativeSelect
        className={classes.choice}
        label={t("views.label")}
        value={chosen}
        onChange={(event) => navigate(addressOf(event.currentTarget.value))}
        data={GROUPS.map((group) => ({
          group: t(`groups.${group.name}`),
          items: group.views.map((view) => ({ value: view, label: t(`views.${view}`) })),
        }))}
      />
    </>
  );
}
