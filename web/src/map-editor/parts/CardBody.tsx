import { IconBan, IconHelpCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Card, LaneKind } from "@/map-model";
import { useEditor } from "../context";
import { Avatar } from "./Avatar";
import classes from "./Card.module.css";
import { CardLinks } from "./CardLinks";
import { CardText } from "./CardText";
import { channelIcon, Glyph } from "./Glyph";
import { MetricBody } from "./MetricBody";
import { CardPicture } from "./Picture";
import { Strength } from "./Strength";

export interface CardBodyProps {
  card: Card;
  kind: LaneKind;
}

/** What a card shows, by the kind of its lane; below it whatever pictures and links it carries. */
export function CardBody({ card, kind }: CardBodyProps) {
  const Body = BODIES[kind] ?? PlainBody;
  return (
    <>
      {kind === "images" && <CardPicture card={card} large />}
      <Body card={card} kind={kind} />
      {kind !== "images" && card.image !== "" && <CardPicture card={card} />}
      {card.links.length > 0 && <CardLinks links={card.links} />}
    </>
  );
}

function Details({ children }: { children: ReactNode }) {
  return <div className={classes.details}>{children}</div>;
}

/** Who is meant: initials and name, and the department they work in. */
function Who({ card }: { card: Card }) {
  if (card.person === "" && card.department === "") return null;
  return (
    <div className={classes.who}>
      {card.person !== "" && <Avatar name={card.person} />}
      <span>{[card.person, card.department].filter(Boolean).join(" · ")}</span>
    </div>
  );
}

function PlainBody({ card }: CardBodyProps) {
  return (
    <>
      <div className={classes.text}>
        <CardText card={card} />
      </div>
      <Who card={card} />
      {card.importance !== null && <Strength value={card.importance} />}
    </>
  );
}

function ThoughtBody({ card }: CardBodyProps) {
  const { t } = useEditor();
  if (card.role !== "question")
    return (
      <blockquote className={classes.thought}>
        <CardText card={card} />
      </blockquote>
    );
  return (
    <div className={classes.marked}>
      <IconHelpCircle size={18} stroke={1.7} className={classes.mark} aria-hidden="true" />
      <div className={classes.question}>
        <span className={classes.role}>{t("role.question")}</span>
        <CardText card={card} />
      </div>
    </div>
  );
}

/** Touchpoints and channels: a chip with the channel's own icon, or the initials of the person who is the channel. */
function TouchpointBody({ card, kind }: CardBodyProps) {
  const { t } = useEditor();
  const place = kind === "touchpoints" && card.place !== null ? t(`place.${card.place}`) : "";
  const channel = kind === "channels" ? "" : card.channel;
  const facts = [card.person, channel, card.device, place].filter(
    (fact) => fact !== "" && fact.toLowerCase() !== card.text.toLowerCase(),
  );
  return (
    <div className={classes.chip} data-place={card.place ?? undefined}>
      {card.person === "" ? (
        <Glyph
          name={channelIcon(card.channel === "" ? card.text : card.channel)}
          className={classes.chipIcon}
        />
      ) : (
        <Avatar name={card.person} size={28} />
      )}
      <div className={classes.chipText}>
        {card.unnecessary ? (
          <>
            <s className={classes.struck}>
              <CardText card={card} />
            </s>
            <span className={classes.unnecessary}>
              <IconBan size={13} aria-hidden="true" /> {t("field.unnecessaryShort")}
            </span>
          </>
        ) : (
          <CardText card={card} />
        )}
        {facts.length > 0 && <Details>{facts.join(" · ")}</Details>}
        {card.importance !== null && <Strength value={card.importance} />}
      </div>
    </div>
  );
}

function GoalBody({ card }: CardBodyProps) {
  const { t } = useEditor();
  const role = card.role ?? "goal";
  return (
    <div className={classes.marked}>
      <Glyph name={role} className={classes.mark} />
      <div className={classes.markedText}>
        <span className={role === "goal" ? "sj-visually-hidden" : classes.role}>{t(`role.${role}`)}</span>
        <CardText card={card} />
      </div>
    </div>
  );
}

function BarrierBody({ card }: CardBodyProps) {
  const { t } = useEditor();
  return (
    <>
      <div className={classes.text}>
        <CardText card={card} />
      </div>
      <Who card={card} />
      {card.importance !== null && <Strength value={card.importance} />}
      {card.recommendation !== "" && (
        <div className={classes.recommendation}>
          <Glyph name="recommendation" size={15} className={classes.mark} />
          <p>
            <span className="sj-visually-hidden">{t("field.recommendation")}: </span>
            {card.recommendation}
          </p>
        </div>
      )}
    </>
  );
}

function ResponsibleBody({ card }: CardBodyProps) {
  const isNamed = card.department !== "" || card.person !== "";
  return (
    <>
      {card.person !== "" && (
        <div className={classes.who}>
          <Avatar name={card.person} />
          <span>{card.person}</span>
        </div>
      )}
      {card.department !== "" && <span className={classes.department}>{card.department}</span>}
      {(card.text !== "" || !isNamed) && (
        <div className={classes.text}>
          <CardText card={card} />
        </div>
      )}
    </>
  );
}

/** Words under a picture; none ask to be written. */
function ImageBody({ card }: CardBodyProps) {
  return (
    <div className={classes.caption}>
      <CardText card={card} />
    </div>
  );
}

const BODIES: Partial<Record<LaneKind, (props: CardBodyProps) => ReactNode>> = {
  thoughts: ThoughtBody,
  touchpoints: TouchpointBody,
  channels: TouchpointBody,
  goals: GoalBody,
  barriers: BarrierBody,
  responsible: ResponsibleBody,
  metrics: MetricBody,
  images: ImageBody,
};
