import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import classes from "./Personas.module.css";
import type { PersonaFields } from "./queries";

interface FormProps {
  fields: PersonaFields;
  set: (change: Partial<PersonaFields>) => void;
  readOnly: boolean;
}

const LONGEST_LINE = 300;
const LONGEST_TEXT = 20_000;
const MOST_QUOTES = 20;
const HINTED = {
  role: "roleHint",
  demographics: "demographicsHint",
  preferences: "preferencesHint",
} as const;

type LineField = "name" | "role" | "age" | "gender" | "job";
type TextFieldName =
  | "description"
  | "demographics"
  | "interests"
  | "needs"
  | "goals"
  | "pain_points"
  | "behaviours"
  | "preferences"
  | "quote";

/** What is written of a persona. */
export function PersonaForm({ fields, set, readOnly }: FormProps) {
  const { t } = useTranslation("personas");
  const hint = (field: string) => {
    const found = HINTED[field as keyof typeof HINTED];
    return found === undefined ? undefined : t(`field.${found}`);
  };
  const line = (field: LineField) => (
    <TextInput
      key={field}
      label={t(`field.${field}`)}
      description={hint(field)}
      value={fields[field]}
      maxLength={LONGEST_LINE}
      readOnly={readOnly}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  const text = (field: TextFieldName) => (
    <Textarea
      key={field}
      label={t(`field.${field}`)}
      description={hint(field)}
      value={fields[field]}
      maxLength={LONGEST_TEXT}
      readOnly={readOnly}
      rows={2}
      classNames={{ input: classes.growing }}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Card title={t("part.who")} lead={t("part.whoLead")}>
        <div className={classes.fields}>
          {line("name")}
          {line("role")}
          <div className={classes.three}>
            {line("age")}
            {line("gender")}
            {line("job")}
          </div>
          {text("description")}
          {text("demographics")}
          {text("interests")}
        </div>
      </Card>
      <Card title={t("part.wants")}>
        <div className={classes.fields}>
          {(["needs", "goals", "pain_points", "behaviours", "preferences"] as const).map(text)}
        </div>
      </Card>
      <Card title={t("part.words")} lead={t("part.wordsLead")}>
        <div className={classes.fields}>
          {text("quote")}
          <Quotes quotes={fields.quotes} set={set} readOnly={readOnly} />
        </div>
      </Card>
    </>
  );
}

function Quotes({ quotes, set, readOnly }: Pick<FormProps, "set" | "readOnly"> & { quotes: string[] }) {
  const { t } = useTranslation("personas");
  return (
    <>
      {quotes.map((quote, place) => {
        const n = place + 1;
        return (
          <div key={n} className={classes.quoteRow}>
            <Textarea
              aria-label={t("field.quoteNumber", { n })}
              value={quote}
              maxLength={LONGEST_TEXT}
              readOnly={readOnly}
              rows={1}
              classNames={{ input: classes.growing }}
              onChange={(event) => {
                const text = event.currentTarget.value;
                set({ quotes: quotes.map((one, at) => (at === place ? text : one)) });
              }}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t("removeQuote", { n })}
                onClick={() => set({ quotes: quotes.filter((_, at) => at !== place) })}
              >
                <IconTrash size={17} aria-hidden="true" />
              </ActionIcon>
            )}
          </div>
        );
      })}
      {!readOnly && quotes.length < MOST_QUOTES && (
        <Button
          variant="default"
          size="compact-sm"
          style={{ justifySelf: "start" }}
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => set({ quotes: [...quotes, ""] })}
        >
          {t("addQuote")}
        </Button>
      )}
    </>
  );
}
