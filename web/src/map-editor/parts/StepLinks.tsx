import { IconArrowsSplit, IconRepeat, IconRoute } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMapDocument } from "@/live";
import type { Link, MapDocument } from "@/map-model";
import { useEditor } from "../context";
import { type LinkKind, linksOf } from "../layout/links";
import { targetOf } from "../layout/target";
import classes from "./Links.module.css";

const ICONS = { branch: IconArrowsSplit, loop: IconRepeat, alternative: IconRoute } satisfies Record<
  LinkKind,
  unknown
>;

/** A link as one reads it at one of its steps, such as “Loop back to Compare: price too high”. */
export function linkInWords(map: MapDocument, link: Link, step: string, t: TFunction<"map-editor">): string {
  const leaves = link.source === step;
  const other = map.steps[leaves ? link.target : link.source]?.title ?? "";
  const words = t(`links.${leaves ? "leads" : "comes"}.${link.kind}`, { step: other });
  return link.title === "" ? words : `${words}: ${link.title}`;
}

/** The ways from and to a step, each opening its fields. */
export function StepLinkList({ step }: { step: string }) {
  const map = useMapDocument();
  const { t, session } = useEditor();
  return (
    <ul className={classes.list}>
      {linksOf(map, step).map((link) => {
        const LinkIcon = ICONS[link.kind];
        return (
          <li key={link.id}>
            <button
              type="button"
              className={classes.entry}
              onClick={() => session.select(targetOf("link", link.id))}
            >
              <LinkIcon size={16} aria-hidden="true" />
              <span>{linkInWords(map, link, step, t)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The ways from a step in words, for a narrow screen. */
export function StepLinkWords({ step }: { step: string }) {
  const map = useMapDocument();
  const { t } = useEditor();
  return linksOf(map, step)
    .filter(({ source }) => source === step)
    .map((link) => {
      const LinkIcon = ICONS[link.kind];
      return (
        <p key={link.id} className={classes.words}>
          <LinkIcon size={15} aria-hidden="true" className={classes.wordIcon} />
          <span>{linkInWords(map, link, step, t)}</span>
        </p>
      );
    });
}
