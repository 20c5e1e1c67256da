import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./Compare.module.css";
import { type Chosen, currentAndFuture, type KnownMap, sideOf } from "./chosen";
import { usePersonasOf, useStates } from "./queries";

/** The usual comparisons, one click each; what this workspace does not have is not offered. */
export function Presets(props: {
  chosen: Chosen;
  maps: readonly KnownMap[];
  onChoose: (chosen: Chosen) => void;
}) {
  const { chosen, maps, onChoose } = props;
  const { t } = useTranslation("compare");
  const map = chosen.a.map;
  const personas = usePersonasOf(map).data ?? [];
  const states = useStates(map).data;
  const pair = currentAndFuture(maps);
  const oldest = states?.versions.filter(({ kind }) => kind === "named").at(-1)?.seq ?? 0;
  const ways: Record<"future" | "personas" | "moments", Chosen | null> = {
    future: pair === null ? null : { a: sideOf(pair[0].id), b: sideOf(pair[1].id) },
    personas:
      personas[0] === undefined || personas[1] === undefined
        ? null
        : {
            a: sideOf(map, { persona: personas[0].id }),
            b: sideOf(map, { persona: personas[1].id }),
          },
    moments: (states?.seq ?? 0) > 0 ? { a: sideOf(map, { seq: oldest }), b: sideOf(map) } : null,
  };
  const offered = (["future", "personas", "moments"] as const).flatMap((name) => {
    const way = ways[name];
    return way === null ? [] : [{ name, way }];
  });
  if (offered.length === 0) return null;
  return (
    <fieldset className={classes.presets}>
      <legend>{t("preset.title")}</legend>
      {offered.map(({ name, way }) => (
        <Button
          key={name}
          size="compact-md"
          variant={JSON.stringify(way) === JSON.stringify(chosen) ? "light" : "default"}
          aria-pressed={JSON.stringify(way) === JSON.stringify(chosen)}
          onClick={() => onChoose(way)}
        >
          {t(`preset.${name}`)}
        </Button>
      ))}
    </fieldset>
  );
}
