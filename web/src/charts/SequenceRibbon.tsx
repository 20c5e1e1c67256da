import type { EventColor } from "./eventColors";
import classes from "./SequenceRibbon.module.css";
import { tokensOf } from "./sequence";

export interface SequenceRibbonProps {
  events: readonly string[];
  colorOf: (event: string) => EventColor;
  /** How many tokens to show; the rest is counted. */
  most?: number;
  moreLabel: (hidden: number) => string;
  onMore?: () => void;
}

/** The order of events in a journey, as a row of coloured tokens. */
export function SequenceRibbon({ events, colorOf, most, moreLabel, onMore }: SequenceRibbonProps) {
  const tokens = tokensOf(events);
  const shown = most === undefined ? tokens : tokens.slice(0, most);
  const hidden = tokens.length - shown.length;
  return (
    <ol className={classes.ribbon}>
      {shown.map((token, index) => {
        const color = colorOf(token.event);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is the identity
            key={index}
            className={classes.token}
            style={{ background: color.tint, color: color.ink, borderLeftColor: color.base }}
          >
            {token.event}
            {token.times > 1 && <span className={classes.times}>{`×${token.times}`}</span>}
          </li>
        );
      })}
      {hidden > 0 && (
        <li>
          <button type="button" className={classes.more} onClick={onMore}>
            {moreLabel(hidden)}
          </button>
        </li>
      )}
    </ol>
  );
}
