import { ActionIcon, Button, Textarea } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useEditor } from "../context";
import classes from "./Inspector.module.css";

interface QuotesFieldProps {
  quotes: readonly string[];
  onChange: (quotes: readonly string[]) => void;
}

const MOST = 20;

/** What such customers say, one text each. */
export function QuotesField({ quotes, onChange }: QuotesFieldProps) {
  const { t, readOnly } = useEditor();
  if (readOnly && quotes.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{t("field.quotes")}</h3>
      {quotes.map((quote, place) => {
        const n = place + 1;
        return (
          <div key={n} className={classes.quote}>
            <Quote
              label={t("field.quoteNumber", { n })}
              value={quote}
              readOnly={readOnly}
              onWritten={(text) => onChange(quotes.map((one, at) => (at === place ? text : one)))}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t("field.removeQuote", { n })}
                onClick={() => onChange(quotes.filter((_, at) => at !== place))}
              >
                <IconTrash size={16} aria-hidden="true" />
              </ActionIcon>
            )}
          </div>
        );
      })}
      {!readOnly && quotes.length < MOST && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.quiet}
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => onChange([...quotes, ""])}
        >
          {t("field.addQuote")}
        </Button>
      )}
    </section>
  );
}

interface QuoteProps {
  label: string;
  value: string;
  readOnly: boolean;
  onWritten: (text: string) => void;
}

const PAUSE_MS = 500;

/** One quote; written down after a pause and on leaving. */
function Quote({ label, value, readOnly, onWritten }: QuoteProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key begins the pause anew, a redraw does not.
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onWritten(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Textarea
      aria-label={label}
      value={text}
      readOnly={readOnly}
      rows={1}
      classNames={{ input: classes.growing }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== value && onWritten(text)}
    />
  );
}
