import { Button } from "@mantine/core";
import { IconArrowsShuffle, IconRotate } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Portrait } from "./Portrait";
import classes from "./PortraitChooser.module.css";
import {
  type Choices,
  choiceCount,
  choiceNames,
  choicesOf,
  codeOf,
  PORTRAIT_PARTS,
  type PortraitPart,
} from "./portrait-choices";

interface PortraitChooserProps {
  code: string;
  /** The persona's id. */
  of: string;
  color: number;
  disabled?: boolean;
  onChange: (code: string) => void;
}

const numbers = (count: number) => Array.from({ length: count }, (_, place) => place);
const replaced = (choices: Choices, place: number, number: number): Choices =>
  choices.map((one, at) => (at === place ? number : one)) as unknown as Choices;

/** The portrait of a persona and the rows to choose its parts from. */
export function PortraitChooser({ code, of, color, disabled, onChange }: PortraitChooserProps) {
  const { t } = useTranslation("ui");
  const choices = choicesOf(code, of);
  const shuffle = () => {
    const any = PORTRAIT_PARTS.map((part) => Math.floor(Math.random() * choiceCount(part)));
    onChange(codeOf(any as unknown as Choices));
  };
  return (
    <div className={classes.chooser}>
      <div className={classes.head}>
        <Portrait code={code} of={of} color={color} size={88} />
        <div className={classes.acts}>
          <Button
            variant="default"
            size="compact-sm"
            disabled={disabled}
            leftSection={<IconArrowsShuffle size={15} aria-hidden="true" />}
            onClick={shuffle}
          >
            {t("portrait.shuffle")}
          </Button>
          {code !== "" && (
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={disabled}
              leftSection={<IconRotate size={15} aria-hidden="true" />}
              onClick={() => onChange("")}
            >
              {t("portrait.byItself")}
            </Button>
          )}
        </div>
      </div>
      {PORTRAIT_PARTS.map((part, place) => (
        <Row key={part} part={part} chosen={choices[place] ?? 0} disabled={disabled}>
          {(number) => ({
            picture: (
              <Portrait code={codeOf(replaced(choices, place, number))} of={of} color={color} size={36} />
            ),
            choose: () => onChange(codeOf(replaced(choices, place, number))),
          })}
        </Row>
      ))}
    </div>
  );
}

interface RowProps {
  part: PortraitPart;
  chosen: number;
  disabled?: boolean;
  children: (number: number) => { picture: React.ReactNode; choose: () => void };
}

function Row({ part, chosen, disabled, children }: RowProps) {
  const { t } = useTranslation("ui");
  const group = useId();
  const name = t(`portrait.part.${part}`);
  const nameOf = (inner: string, number: number) =>
    inner.startsWith("#")
      ? t("portrait.numbered", { part: name, n: number + 1 })
      : t(`portrait.name.${inner}`);
  const names = choiceNames(part);
  return (
    <fieldset className={classes.row} disabled={disabled}>
      <legend>{name}</legend>
      <div className={classes.choices}>
        {numbers(choiceCount(part)).map((number) => {
          const { picture, choose } = children(number);
          const said = nameOf(names[number] ?? "", number);
          return (
            <label key={number} className={classes.choice} title={said}>
              <input
                type="radio"
                name={group}
                checked={number === chosen}
                onChange={choose}
                aria-label={said}
                className={classes.radio}
              />
              {picture}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
