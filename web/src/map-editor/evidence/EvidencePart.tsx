import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { type Evidence, isAddress, isFresh } from "@/map-model";
import { change, useEditor, useSessionState } from "../context";
import inspector from "../inspector/Inspector.module.css";
import { AddEvidence } from "./AddEvidence";
import classes from "./Evidence.module.css";
import { today, useGrade, useRows } from "./grade-of";
import { figureOf, originOf, reasonsInWords } from "./words";

/** What evidence is about: the field that names it, none for the map itself. */
export interface Cited {
  readonly field: "card" | "step" | "persona" | null;
  readonly id: string;
}

/** What a claim rests on: its grade, why it has it, and the rows. */
export function EvidencePart({ cited }: { cited: Cited }) {
  const { t, readOnly, session } = useEditor();
  const rows = useRows(cited.id);
  const grade = useGrade(cited.id);
  const [isAdding, setAdding] = useState(false);
  const isAsked = useSessionState(({ citing }) => citing);
  useEffect(() => {
    if (isAsked) setAdding(true);
    if (isAsked) session.cite(false);
  }, [isAsked, session]);
  return (
    <section className={inspector.section} aria-label={t("evidence.title")}>
      <h3>{t("evidence.title")}</h3>
      <span className={classes.mark} data-grade={grade.word}>
        <span className={classes.texture} data-grade={grade.word} aria-hidden="true" />
        {t(`evidence.grades.${grade.word}`)}
      </span>
      <details>
        <summary>{t("evidence.why")}</summary>
        <ul className={classes.why}>
          {reasonsInWords(grade, t).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </details>
      {rows.length > 0 && (
        <ul className={classes.rows}>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {!readOnly && !isAdding && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={inspector.quiet}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => setAdding(true)}
        >
          {t("evidence.add")}
        </Button>
      )}
      {!readOnly && isAdding && <AddEvidence cited={cited} rows={rows} onDone={() => setAdding(false)} />}
    </section>
  );
}

function Row({ row }: { row: Evidence }) {
  const editor = useEditor();
  const { t, readOnly } = editor;
  const isOld = row.kind !== "assumption" && !isFresh(row, today());
  const figure = figureOf(row, t);
  const title = row.title || t(`evidence.kinds.${row.kind}`);
  return (
    <li className={classes.row} data-says={row.says} data-old={isOld || undefined}>
      <strong>{title}</strong>
      <p className={classes.facts}>
        {[t(`evidence.kinds.${row.kind}`), t(`evidence.says.${row.says}`), isOld ? t("evidence.old") : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {figure !== "" && <p>{figure}</p>}
      {row.quote !== "" && row.quote !== row.title && <blockquote>“{row.quote}”</blockquote>}
      <p className={classes.facts}>
        {originOf(row, t)}
        {isAddress(row.link) && (
          <>
            {" · "}
            <a href={row.link} target="_blank" rel="noopener noreferrer nofollow">
              {t("evidence.open")}
              <span className="sj-visually-hidden"> {t("links.newTab")}</span>
            </a>
          </>
        )}
      </p>
      {!readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={t("evidence.remove", { title })}
          onClick={() => change(editor, { do: "remove", table: "evidence", record_id: row.id })}
        >
          <IconX size={15} aria-hidden="true" />
        </ActionIcon>
      )}
    </li>
  );
}
