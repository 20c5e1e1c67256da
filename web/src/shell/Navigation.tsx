import {
  IconChartDots3,
  IconDatabase,
  IconHome,
  IconMessages,
  IconRoute,
  IconUsers,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { Session } from "@/api";
import { Mark } from "@/ui/Mark";
import { AccountMenu } from "./AccountMenu";
import classes from "./Navigation.module.css";

const PLACES = [
  { name: "home", href: "/", icon: IconHome },
  { name: "maps", href: "/maps", icon: IconRoute },
  { name: "personas", href: "/personas", icon: IconUsers },
  { name: "data", href: "/data", icon: IconDatabase },
  { name: "explore", href: "/explore/overview", icon: IconChartDots3 },
  { name: "words", href: "/words", icon: IconMessages },
] as const;

const isHere = (location: string, href: string): boolean =>
  href === "/" ? location === "/" : location.split("/")[1] === href.split("/")[1];

/** The product's own words as stations along a line; at the foot of the page on a phone. */
export function Navigation({ session, children }: { session: Session | undefined; children: ReactNode }) {
  const { t } = useTranslation("shell");
  const [location] = useLocation();
  return (
    <nav aria-label={t("nav.label")} className={classes.rail}>
      <Link href="/" className={classes.mark} aria-label={t("product")}>
        <Mark size={34} />
      </Link>
      <div className={classes.places}>
        {PLACES.map(({ name, href, icon: Icon }) => (
          <Link
            key={name}
            href={href}
            className={classes.place}
            aria-current={isHere(location, href) ? "page" : undefined}
          >
            <span className={classes.station}>
              <Icon size={20} stroke={1.7} aria-hidden="true" />
            </span>
            <span>{t(`nav.${name}`)}</span>
          </Link>
        ))}
      </div>
      <div className={classes.foot}>
        {children}
        <AccountMenu session={session} />
      </div>
    </nav>
  );
}
