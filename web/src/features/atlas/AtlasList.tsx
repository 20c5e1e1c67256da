import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import classes from "./Atlas.module.css";
import type { Atlas } from "./queries";

/** The atlas in words: each map, and where its steps lead. */
export function AtlasList({ atlas }: { atlas: Atlas }) {
  const { t } = useTranslation("atlas");
  const titles = new Map(atlas.maps.map(({ id, title }) => [id, title]));
  return (
    <ul className={classes.list}>
      {atlas.maps.map((map) => {
        const ways = atlas.ways.filter((way) => way.map === map.id);
        const openedBy = [...new Set(atlas.ways.filter((way) => way.opens === map.id).map((way) => way.map))];
        return (
          <li key={map.id} className={classes.entry}>
            <Link href={`/maps/${map.id}`} className={classes.name}>
              {map.title}
            </Link>
            <p className={classes.facts}>
              {t("facts", { stages: map.stages, steps: map.steps })}
              {openedBy.length > 0 &&
                ` · ${t("openedBy", { maps: openedBy.map((id) => titles.get(id)).join(", ") })}`}
            </p>
            {ways.length > 0 && (
              <ul className={classes.ways}>
                {ways.map((way) => (
                  <li key={way.step}>
                    {t("step", { step: way.title })}{" "}
                    {way.opens === null ? (
                      <span className={classes.broken}>{t("broken")}</span>
                    ) : (
                      <Link href={`/maps/${way.opens}`}>{titles.get(way.opens)}</Link>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
