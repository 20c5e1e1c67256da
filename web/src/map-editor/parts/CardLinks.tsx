import { IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isAddress, type WebLink } from "@/map-model";
import classes from "./Card.module.css";

/** The words of a link: its title, else where it leads. */
export function linkTitle({ url, title }: WebLink): string {
  return title === "" ? url.replace(/^(https?:\/\/|mailto:)/, "").replace(/\/$/, "") : title;
}

/** Links of a card. Only addresses that the map may hold are ever made clickable. */
export function CardLinks({ links }: { links: readonly WebLink[] }) {
  const { t } = useTranslation("map-editor");
  return (
    <ul className={classes.links}>
      {links.map((link) => (
        <li key={link.url}>
          {isAddress(link.url) ? (
            <a
              href={link.url}
              target="_blank"
              rel="noopener noreferrer nofollow"
              draggable={false}
              onClick={(event) => event.stopPropagation()}
            >
              <IconExternalLink size={13} aria-hidden="true" />
              {linkTitle(link)}
              <span className="sj-visually-hidden"> {t("links.newTab")}</span>
            </a>
          ) : (
            linkTitle(link)
          )}
        </li>
      ))}
    </ul>
  );
}
