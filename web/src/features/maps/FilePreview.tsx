import { Button, Select, TextInput } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import dialog from "./Dialogs.module.css";
import classes from "./FilePreview.module.css";
import type { LaneKind, Loss, MapFile, ReadLane } from "./readFile";
import { Trouble } from "./Trouble";
import { useCreateMap } from "./useCreateMap";

const SHOWN_STEPS = 4;
/** Every kind but those that only the app itself can fill. */
const KINDS = [
  "actions",
  "touchpoints",
  "channels",
  "goals",
  "thoughts",
  "emotion",
  "barriers",
  "importance",
  "responsible",
  "metrics",
  "insights",
  "observations",
  "opportunities",
  "frontstage",
  "backstage",
  "support",
  "custom",
] as const satisfies readonly LaneKind[];

export interface FilePreviewProps {
  found: MapFile;
  /** What the notation is called. */
  format: string;
  /** Whether kinds were guessed, so that others may be chosen. */
  guesses: boolean;
  /** Whether it is being read anew. */
  busy: boolean;
  onKind: (lane: string, kind: LaneKind) => void;
  onAnother: () => void;
}

/** What was recognised in a file, and what of it is lost, before a map is made of it. */
export function FilePreview({ found, format, guesses, busy, onKind, onAnother }: FilePreviewProps) {
  const { t } = useTranslation("maps");
  const create = useCreateMap();
  const [title, setTitle] = useState(found.title);
  return (
    <div className={dialog.form}>
      <p className={classes.format}>
        <IconCircleCheck size={18} aria-hidden="true" />
        {t("new.fileRecognised", { format })}
      </p>
      <TextInput
        label={t("new.fileTitle")}
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Route stages={found.stages} />
      <Lanes lanes={found.lanes} guesses={guesses} busy={busy} onKind={onKind} />
      <Losses losses={found.losses} />
      <Trouble error={create.error} />
      <div className={classes.buttons}>
        <Button
          loading={create.isPending}
          disabled={busy}
          onClick={() => create.mutate({ yaml: found.yaml, title: title.trim() })}
        >
          {t("new.fileCreate")}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {t("new.fileAnother")}
        </Button>
      </div>
    </div>
  );
}

function Route({ stages }: Pick<MapFile, "stages">) {
  const { t } = useTranslation("maps");
  const steps = stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  return (
    <section>
      <h3 className={classes.head}>
        {t("new.fileStages", { count: stages.length })}, {t("new.fileSteps", { count: steps })}
      </h3>
      <ol className={classes.route}>
        {stages.map((stage, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stages of a file have no other identity
          <li key={place} className={classes.stage}>
            <strong>{stage.title || t("new.fileUnnamedStage")}</strong>
            <span>{stage.steps.slice(0, SHOWN_STEPS).join(" · ")}</span>
            {stage.steps.length > SHOWN_STEPS && (
              <span>{t("new.fileMoreSteps", { count: stage.steps.length - SHOWN_STEPS })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface LanesProps extends Pick<FilePreviewProps, "guesses" | "busy" | "onKind"> {
  lanes: readonly ReadLane[];
}

function Lanes({ lanes, guesses, busy, onKind }: LanesProps) {
  const { t } = useTranslation(["maps", "map-editor"]);
  if (lanes.length === 0) return <p className={dialog.lead}>{t("new.fileNoLanes")}</p>;
  const optionsFor = (own: LaneKind) =>
    [...new Set<LaneKind>([...KINDS, own])].map((kind) => ({
      value: kind,
      label: t(`map-editor:kind.${kind}`),
    }));
  return (
    <section>
      <h3 className={classes.head}>{t("new.fileLanes")}</h3>
      {guesses && <p className={dialog.lead}>{t("new.fileGuessed")}</p>}
      <table className={classes.lanes}>
        <thead>
          <tr>
            <th scope="col">{t("new.fileLane")}</th>
            <th scope="col" className={classes.kind}>
              {t("new.fileKind")}
            </th>
            <th scope="col" className={classes.number}>
              {t("new.fileCards")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane, place) => {
            const name = lane.title || t("new.fileUnnamedLane");
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lanes of a file may have one name
              <tr key={place}>
                <th scope="row">{name}</th>
                <td>
                  {guesses && lane.guessed ? (
                    <Select
                      aria-label={t("new.fileKindOf", { lane: name })}
                      data={optionsFor(lane.kind)}
                      disabled={busy}
                      value={lane.kind}
                      allowDeselect={false}
                      onChange={(kind) => {
                        if (kind !== null) onKind(lane.title, kind);
                      }}
                    />
                  ) : (
                    t(`map-editor:kind.${lane.kind}`)
                  )}
                </td>
                <td className={classes.number}>{lane.cards}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Losses({ losses }: { losses: readonly Loss[] }) {
  const { t } = useTranslation("maps");
  if (losses.length === 0) return <p className={dialog.lead}>{t("new.fileNoLosses")}</p>;
  return (
    <section>
      <h3 className={classes.head}>{t("new.fileLosses")}</h3>
      <ul className={classes.losses}>
        {losses.map((loss) => (
          <li key={`${loss.code} ${loss.said}`}>{loss.said}</li>
        ))}
      </ul>
    </section>
  );
}
