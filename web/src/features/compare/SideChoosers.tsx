import { ActionIcon, Select } from "@mantine/core";
import { IconArrowsLeftRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { date } from "@/ui/numbers";
import classes from "./Compare.module.css";
import { type Chosen, type ChosenSide, type KnownMap, type SideName, sideOf } from "./chosen";
import { usePersonasOf, useStates } from "./queries";

interface ChoosersProps {
  chosen: Chosen;
  maps: readonly KnownMap[];
  onChoose: (chosen: Chosen) => void;
}

/** Which map, in which state, for whom: once for each side. */
export function SideChoosers({ chosen, maps, onChoose }: ChoosersProps) {
  const { t } = useTranslation("compare");
  return (
    <div className={classes.choosers}>
      <Chooser name="a" side={chosen.a} maps={maps} onChoose={(a) => onChoose({ ...chosen, a })} />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t("choose.swap")}
        onClick={() => onChoose({ a: chosen.b, b: chosen.a })}
      >
        <IconArrowsLeftRight size={18} aria-hidden="true" />
      </ActionIcon>
      <Chooser name="b" side={chosen.b} maps={maps} onChoose={(b) => onChoose({ ...chosen, b })} />
    </div>
  );
}

interface ChooserProps {
  name: SideName;
  side: ChosenSide;
  maps: readonly KnownMap[];
  onChoose: (side: ChosenSide) => void;
}

function Chooser({ name, side, maps, onChoose }: ChooserProps) {
  const { t } = useTranslation("compare");
  return (
    <fieldset className={classes.chooser} data-side={name}>
      <legend>
        <span className={classes.badge} data-side={name} aria-hidden="true">
          {t(`side.${name}`)}
        </span>
        <span className={classes.hidden}>{t("side.of", { side: t(`side.${name}`) })}</span>
      </legend>
      <Select
        label={t("choose.map")}
        searchable
        allowDeselect={false}
        data={maps.map(({ id, title }) => ({ value: id, label: title || id }))}
        value={side.map}
        onChange={(map) => map !== null && onChoose(sideOf(map))}
      />
      <States side={side} onChoose={onChoose} />
      <Personas side={side} onChoose={onChoose} />
    </fieldset>
  );
}

type PartProps = Pick<ChooserProps, "side" | "onChoose">;

function States({ side, onChoose }: PartProps) {
  const { t } = useTranslation("compare");
  const states = useStates(side.map).data;
  const kept = (states?.versions ?? []).map(({ seq, name, at }) => ({
    value: String(seq),
    label: name || t("choose.automatic", { date: date(at) }),
  }));
  const listed = [{ value: "", label: t("choose.now") }, ...kept, { value: "0", label: t("choose.begun") }];
  const asked = side.seq === undefined ? "" : String(side.seq);
  // A state that nobody kept may stand in the address all the same.
  if (!listed.some(({ value }) => value === asked)) listed.push({ value: asked, label: asked });
  return (
    <Select
      label={t("choose.state")}
      allowDeselect={false}
      data={[...new Map(listed.map((one) => [one.value, one])).values()]}
      value={asked}
      onChange={(seq) => onChoose({ ...side, seq: seq ? Number(seq) : undefined })}
    />
  );
}

function Personas({ side, onChoose }: PartProps) {
  const { t } = useTranslation("compare");
  const personas = usePersonasOf(side.map).data ?? [];
  return (
    <Select
      label={t("choose.persona")}
      allowDeselect={false}
      disabled={personas.length === 0 && side.persona === undefined}
      data={[
        { value: "", label: t("choose.everybody") },
        ...personas.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={side.persona ?? ""}
      onChange={(persona) => onChoose({ ...side, persona: persona || undefined })}
    />
  );
}
