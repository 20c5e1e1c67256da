import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Card, LaneKind } from "@/map-model";
import { targetOf } from "../layout/target";
import classes from "./Card.module.css";
import { EditableText } from "./EditableText";
import { channelIcon, Glyph } from "./Glyph";
import { Strength } from "./Strength";

export interface CardBodyProps {
  card: Card;
  kind: LaneKind;
}

/** What a card shows, by the kind of its lane. */
export function CardBody({ card, kind }: CardBodyProps) {
  const Body = BODIES[kind] ?? PlainBody;
  return <Body card={card} kind={kind} />;
}

function Text({ card }: { card: Card }) {
  const { t } = useTranslation("map-editor");
  return (
    <EditableText
      target={targetOf("card", card.id)}
      field="text"
      value={card.text}
      label={t("field.text")}
      placeholder={t("new.card")}
    />
  );
}

function Details({ children }: { children: ReactNode }) {
  return <div className={classes.details}>{children}</div>;
}

function PlainBody({ card }: CardBodyProps) {
  return (
    <>
      <div className={classes.text}>
        <Text card={card} />
      </div>
      {card.department !== "" && <Details>{card.department}</Details>}
      {card.importance !== null && <Strength value={card.importance} />}
    </>
  );
}

function ThoughtBody({ card }: CardBodyProps) {
  return (
    <blockquote className={classes.thought}>
      <Text card={card} />
    </blockquote>
  );
}

/** Touchpoints and channels: a chip with the channel's own icon. */
function TouchpointBody({ card, kind }: CardBodyProps) {
  const { t } = useTranslation("map-editor");
  const place = kind === "touchpoints" && card.place !== null ? t(`place.${card.place}`) : "";
  const channel = kind === "channels" ? "" : card.channel;
  const facts = [channel, card.device, place].filter(
    (fact) => fact !== "" && fact.toLowerCase() !== card.text.toLowerCase(),
  );
  return (
    <div className={classes.chip} data-place={card.place ?? undefined}>
      <Glyph
        name={channelIcon(card.channel === "" ? card.text : card.channel)}
        className={classes.chipIcon}
      />
      <div className={classes.chipText}>
        <Text card={card} />
        {facts.length > 0 && <Details>{facts.join(" · ")}</Details>}
      </div>
    </div>
  );
}

function GoalBody({ card }: CardBodyProps) {
  const { t } = useTranslation("map-editor");
  const role = card.role ?? "goal";
  return (
    <div className={classes.marked}>
      <Glyph name={role} className={classes.mark} />
      <div className={classes.markedText}>
        <span className={role === "goal" ? "sj-visually-hidden" : classes.role}>{t(`role.${role}`)}</span>
        <Text card={card} />
      </div>
    </div>
  );
}

function BarrierBody({ card }: CardBodyProps) {
  const { t } = useTranslation("map-editor");
  return (
    <>
      <div className={classes.text}>
        <Text card={card} />
      </div>
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
  return (
    <>
      {card.department !== "" && <span className={classes.department}>{card.department}</span>}
      {(card.text !== "" || card.department === "") && (
        <div className={classes.text}>
          <Text card={card} />
        </div>
      )}
    </>
  );
}

const BODIES: Partial<Record<LaneKind, (props: CardBodyProps) => ReactNode>> = {
  thoughts: ThoughtBody,
  touchpoints: TouchpointBody,
  channels: TouchpointBody,
  goals: GoalBody,
  barriers: BarrierBody,
  responsible: ResponsibleBody,
};
