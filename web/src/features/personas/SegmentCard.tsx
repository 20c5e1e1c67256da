import { Button, Select, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { Card } from "@/ui/Card";
import { count, date, percent } from "@/ui/numbers";
import classes from "./Personas.module.css";
import {
  type LibraryPersona,
  useCountPersona,
  usePersonas,
  useSavedSegments,
  useSegmentCount,
} from "./queries";
import type { usePersonaDraft } from "./usePersonaDraft";

const PAUSE_MS = 300;
/** A segment with so many of the customers is no segment. */
const NEARLY_ALL = 0.95;

interface SegmentCardProps {
  persona: LibraryPersona;
  draft: ReturnType<typeof usePersonaDraft>;
  readOnly: boolean;
}

/** Which customers a persona stands for, and how many they are. */
export function SegmentCard({ persona, draft, readOnly }: SegmentCardProps) {
  const { t } = useTranslation("personas");
  const { fields, set, save, take } = draft;
  const [settled] = useDebouncedValue(fields.segment, PAUSE_MS);
  const live = useSegmentCount(settled);
  const saved = useSavedSegments().data ?? [];
  const counting = useCountPersona();
  const twin = useTwin(persona.id, fields.segment);
  const { counted } = fields;
  const now = live.data;
  const run = () => void save().then(() => counting.mutate(persona.id, { onSuccess: take }));
  return (
    <Card title={t("part.segment")} lead={t("part.segmentLead")}>
      <div className={classes.fields}>
        <Textarea
          label={t("field.segment")}
          description={t("field.segmentHint")}
          value={fields.segment}
          readOnly={readOnly}
          rows={2}
          spellCheck={false}
          classNames={{ input: classes.growing }}
          error={live.error instanceof ProblemError && settled !== "" ? live.error.detail : undefined}
          onChange={(event) => set({ segment: event.currentTarget.value })}
        />
        {saved.length > 0 && !readOnly && (
          <Select
            label={t("field.saved")}
            data={saved.map(({ name }) => name)}
            value={null}
            onChange={(name) => name !== null && set({ segment: `segment "${name}"` })}
          />
        )}
        {now !== undefined && live.error === null && settled !== "" && (
          <p className={classes.quiet} aria-live="polite">
            {t("now", { customers: count(now.customers), of: count(now.all_customers) })}
          </p>
        )}
        {now !== undefined && settled !== "" && live.error === null && now.share >= NEARLY_ALL && (
          <p className={classes.warning}>{t("everybody")}</p>
        )}
        {twin !== null && <p className={classes.warning}>{t("sameSegment", { name: twin })}</p>}
        {counted != null && counted.of > 0 && (
          <p>
            {t("counted", {
              share: percent(counted.customers / counted.of),
              customers: count(counted.customers),
              of: count(counted.of),
              date: date(counted.at),
            })}
          </p>
        )}
        {!readOnly && settled.trim() !== "" && live.error === null && (
          <Button
            variant="default"
            size="compact-md"
            style={{ justifySelf: "start" }}
            loading={counting.isPending}
            onClick={run}
          >
            {t(counted == null ? "countFirst" : "countNow")}
          </Button>
        )}
        {counting.error instanceof ProblemError && <p className={classes.warning}>{counting.error.detail}</p>}
      </div>
    </Card>
  );
}

/** The name of another persona of the same segment. */
function useTwin(id: string, segment: string): string | null {
  const personas = usePersonas().data ?? [];
  const own = segment.trim();
  if (own === "") return null;
  return personas.find((one) => one.id !== id && one.fields.segment?.trim() === own)?.fields.name ?? null;
}
