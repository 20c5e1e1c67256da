import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { RouteThumbnail } from "@/charts/RouteThumbnail";
import { Contours } from "@/ui/Contours";
import classes from "./FirstSteps.module.css";

const WAYS = [
  { name: "import", href: "/data/import", stages: 2, color: 0, needsLog: false },
  { name: "draft", href: "/maps?new=draft", stages: 5, color: 1, needsLog: true },
  { name: "template", href: "/maps?new=template", stages: 4, color: 4, needsLog: false },
] as const;

/** The ways to a first map, as three signposts. */
export function FirstSteps({ hasLog }: { hasLog: boolean }) {
  const { t } = useTranslation("workspace");
  const ways = hasLog ? WAYS.filter((way) => way.name !== "import") : WAYS;
  return (
    <section className={classes.first}>
      <Contours className={classes.land} />
      <h2 className={classes.title}>{t(hasLog ? "noMaps.title" : "empty.title")}</h2>
      <p className={classes.lead}>{t(hasLog ? "noMaps.lead" : "empty.lead")}</p>
      <ol className={classes.ways}>
        {ways.map((way, index) => (
          <li key={way.name} className={classes.way}>
            <RouteThumbnail
              stages={Array.from({ length: way.stages }, (_, at) => ({
                title: way.name,
                color: (way.color + at) % 8,
              }))}
            />
            <h3 className={classes.name}>{t(`empty.${way.name}.title`)}</h3>
            <p>{t(`empty.${way.name}.text`)}</p>
            {way.needsLog && !hasLog ? (
              <p className={classes.wait}>{t("empty.draft.wait")}</p>
            ) : (
              <Button component={Link} href={way.href} variant={index === 0 ? "filled" : "default"}>
                {t(`empty.${way.name}.action`)}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Button component={Link} href="/maps?new=blank" variant="subtle" className={classes.blank}>
        {t("empty.blank")}
      </Button>
    </section>
  );
}
