import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type ImportQuestion,
  type Mapping,
  type Preview,
  ProblemError,
  usePreview,
  useStartImport,
} from "@/api";
import { bytes } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { ColumnsTable } from "./ColumnsTable";
import { KindChoice } from "./KindChoice";
import classes from "./LookStep.module.css";
import { MomentsCard } from "./MomentsCard";
import { answered, missingRoles } from "./mapping";
import { PreviewRows } from "./PreviewRows";
import { ProfilesOffered } from "./ProfilesOffered";
import { QuestionCard } from "./QuestionCard";
import { ReadingOptions } from "./ReadingOptions";

export interface LookStepProps {
  uploads: readonly string[];
  onStarted: (jobId: string) => void;
}

/** Shows how the files would be read, and takes corrections; each is tried at once. */
export function LookStep({ uploads, onStarted }: LookStepProps) {
  const [corrected, setCorrected] = useState<Mapping | null>(null);
  const preview = usePreview(uploads, corrected);
  const problem = preview.error;
  const read = preview.isPlaceholderData ? undefined : preview.data?.mapping;
  return (
    <>
      {problem !== null && (
        <ProblemNote title={problem.message} detail={problem instanceof ProblemError ? problem.detail : ""} />
      )}
      {preview.data === undefined && problem === null && <SectionSkeleton />}
      {preview.data !== undefined && (
        <Look
          preview={preview.data}
          mapping={corrected === null ? preview.data.mapping : completed(corrected, read)}
          onMapping={setCorrected}
          trying={preview.isFetching}
          refused={problem !== null}
          uploads={uploads}
          onStarted={onStarted}
        />
      )}
    </>
  );
}

/** A correction that left all roles open is filled in by what was recognised for it. */
const completed = (corrected: Mapping, read: Mapping | undefined): Mapping =>
  read !== undefined && Object.keys(corrected.roles).length === 0
    ? { ...read, wave: corrected.wave }
    : corrected;

/** A column that was guessed is marked in the table below; dates stand there only as examples. */
const isAsked = ({ code, needed }: ImportQuestion): boolean =>
  code !== "moments" && code !== "kind" && (needed || code === "dates" || code === "part");

interface LookProps extends LookStepProps {
  preview: Preview;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
  trying: boolean;
  refused: boolean;
}

function Look({ preview, mapping, onMapping, trying, refused, uploads, onStarted }: LookProps) {
  const { t } = useTranslation("evidence");
  const start = useStartImport();
  const [name, setName] = useState(preview.files[0]?.name ?? "");
  const [profile, setProfile] = useState("");
  const missing = missingRoles(mapping);
  const asked = preview.questions.some((question) => question.needed);
  // Another kind or part is recognised anew: what was found for the one before says nothing.
  const renewing = trying && Object.keys(mapping.roles).length === 0;
  const blocked = missing.length > 0 || asked || refused || renewing;
  const files = preview.files.map((file) => `${file.name} (${bytes(file.size)})`).join(", ");
  return (
    <div className={classes.look} aria-busy={trying}>
      <p className={classes.files}>
        {t("look.lead", { files, format: t(`look.format.${preview.format}`, preview.format) })}
      </p>
      {(preview.notes ?? []).map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      <ProfilesOffered preview={preview} onMapping={onMapping} />
      <KindChoice preview={preview} mapping={mapping} onMapping={onMapping} />
      {renewing ? (
        <SectionSkeleton />
      ) : (
        <Recognised preview={preview} mapping={mapping} onMapping={onMapping} trying={trying} />
      )}
      {start.error !== null && (
        <ProblemNote
          title={start.error.message}
          detail={start.error instanceof ProblemError ? start.error.detail : ""}
        />
      )}
      <div className={classes.confirm}>
        <TextInput
          label={t("look.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          className={classes.name}
        />
        <TextInput
          label={t("look.profile")}
          placeholder={t("look.profilePlaceholder")}
          value={profile}
          maxLength={100}
          onChange={(event) => setProfile(event.currentTarget.value)}
          className={classes.name}
        />
        <Button
          size="md"
          disabled={blocked}
          loading={start.isPending}
          onClick={() =>
            start.mutate(
              { uploads, mapping, name: name.trim(), profile: profile.trim() || null },
              { onSuccess: (job) => onStarted(job.id) },
            )
          }
        >
          {t("look.start")}
        </Button>
        {asked && !renewing && <p className={classes.why}>{t("look.answerFirst")}</p>}
      </div>
    </div>
  );
}

type RecognisedProps = Pick<LookProps, "preview" | "mapping" | "onMapping" | "trying">;

/** Questions, columns and first rows, as recognised and corrected. */
function Recognised({ preview, mapping, onMapping, trying }: RecognisedProps) {
  const { t } = useTranslation("evidence");
  const moments = preview.questions.find(({ code }) => code === "moments");
  const missing = missingRoles(mapping);
  return (
    <>
      {moments !== undefined && mapping.kind == null && (
        <MomentsCard question={moments} mapping={mapping} onMapping={onMapping} />
      )}
      {preview.questions.filter(isAsked).map((question) => (
        <QuestionCard
          key={question.code}
          question={question}
          chosen={question.code === "part" ? mapping.part : undefined}
          onAnswer={(value) => onMapping(answered(mapping, question.code, value))}
        />
      ))}
      <section className={classes.section}>
        <h2 className={classes.heading}>{t("look.columns")}</h2>
        {missing.length > 0 && (
          <ProblemNote
            title={t("look.missing", { roles: missing.map((role) => t(`roles.${role}`)).join(", ") })}
          />
        )}
        <ColumnsTable columns={preview.columns} mapping={mapping} onMapping={onMapping} />
        <ReadingOptions preview={preview} mapping={mapping} onMapping={onMapping} />
      </section>
      <section className={classes.section} data-trying={trying || undefined}>
        <h2 className={classes.heading}>{t("look.preview")}</h2>
        {preview.rows.length + preview.problems.length === 0 ? (
          <p>{t("look.notYet")}</p>
        ) : (
          <PreviewRows
            rows={preview.rows}
            problems={preview.problems}
            first={mapping.kind == null ? undefined : []}
          />
        )}
      </section>
    </>
  );
}
