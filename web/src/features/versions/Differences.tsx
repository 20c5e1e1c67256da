import { Button, Loader, Select } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useMapDocument } from "@/live";
import { type Target, useEditor } from "@/map-editor";
import { placeOfRecord } from "./marks";
import { type DifferenceLine, useStateAt, useVersions } from "./queries";
import { RestoreButton } from "./RestoreButton";
import { useReveal } from "./useReveal";
import classes from "./Versions.module.css";
import { type MapState, useVersionsDesk } from "./VersionsDesk";
import { titleOf } from "./when";

/** What differs between two states, in words, as the map is read; a click leads to it. */
export function Differences({ from, to }: { from: MapState; to: MapState | null }) {
  const { t } = useTranslation("versions");
  const { show, differences, measured } = useVersionsDesk();
  const told = differences?.filter(({ inside }) => inside === "");
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("differences.title")}</h2>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconChevronLeft size={15} aria-hidden="true" />}
          onClick={() => show({ mode: "now" })}
        >
          {t("differences.back")}
        </Button>
      </div>
      <p className={classes.facts}>{from.title}</p>
      <Against from={from} to={to} />
      <SideBySideLink from={from} to={to} />
      {told === undefined && <Loader size="sm" />}
      {told?.length === 0 && measured === 0 && <p className={classes.empty}>{t("differences.same")}</p>}
      {told !== undefined && told.length > 0 && (
        <ul className={classes.list}>
          {told.map((one) => (
            <Line key={`${one.record_id} ${one.kind} ${one.field}`} line={one} from={from} />
          ))}
        </ul>
      )}
      {measured > 0 && <p className={classes.facts}>{t("differences.measured", { count: measured })}</p>}
      {to === null && told !== undefined && told.length > 0 && (
        <div className={classes.acts}>
          <RestoreButton state={from} />
        </div>
      )}
    </div>
  );
}

/** The same two states on a page of their own, column by column. */
function SideBySideLink({ from, to }: { from: MapState; to: MapState | null }) {
  const { t } = useTranslation("versions");
  const { map } = useVersionsDesk();
  const search = new URLSearchParams({ a: map, a_seq: String(from.seq), b: map });
  if (to !== null) search.set("b_seq", String(to.seq));
  return <Link href={`/maps/compare?${search}`}>{t("differences.beside")}</Link>;
}

/** With which state it is compared. */
function Against({ from, to }: { from: MapState; to: MapState | null }) {
  const { t } = useTranslation("versions");
  const { map, show } = useVersionsDesk();
  const versions = useVersions(map).data?.versions ?? [];
  const others = [...new Map(versions.map((one) => [one.seq, one])).values()].filter(
    ({ seq }) => seq !== from.seq,
  );
  return (
    <Select
      size="xs"
      label={t("differences.against")}
      allowDeselect={false}
      data={[
        { value: "", label: t("differences.now") },
        ...others.map((one) => ({ value: String(one.seq), label: titleOf(one) })),
      ]}
      value={to === null ? "" : String(to.seq)}
      onChange={(value) => {
        const chosen = others.find(({ seq }) => String(seq) === value);
        const state =
          chosen === undefined ? null : { seq: chosen.seq, title: titleOf(chosen), at: chosen.at };
        show({ mode: "compare", from, to: state });
      }}
    />
  );
}

function Line({ line, from }: { line: DifferenceLine; from: MapState }) {
  const { t } = useTranslation("versions");
  const { map } = useVersionsDesk();
  const now = useMapDocument();
  const { session } = useEditor();
  const reveal = useReveal();
  const before = useStateAt(map, from.seq).data;
  const known = before === undefined ? null : (before as unknown as typeof now);
  const target: Target | null = placeOfRecord(line.table, line.record_id, { now, before: known });
  const words = (
    <>
      <span className={classes.kind} data-difference={line.kind}>
        {t(`differences.section.${line.kind}`)}
      </span>
      <span>{line.words}</span>
    </>
  );
  return (
    <li className={classes.item}>
      {target === null ? (
        <span className={classes.difference}>{words}</span>
      ) : (
        <button
          type="button"
          className={classes.difference}
          onClick={() => {
            session.select(target);
            reveal(target);
          }}
        >
          {words}
        </button>
      )}
    </li>
  );
}
