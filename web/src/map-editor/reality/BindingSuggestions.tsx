import { Button } from "@mantine/core";
import type { TFunction } from "i18next";
import { useMapDocument } from "@/live";
import type { Step } from "@/map-model";
import { count, percent } from "@/ui/numbers";
import { change, useEditor } from "../context";
import { setFields } from "../layout/edits";
import { targetOf } from "../layout/target";
import { useAboutMap } from "../parts/AboutMap";
import classes from "./Reality.module.css";
import type { Bindings } from "./reality";

type Suggestion = Bindings["suggestions"][number];

/** Events that a step most likely stands for, each with why; bound when somebody says so. */
export function BindingSuggestions({ step }: { step: Step }) {
  const editor = useEditor();
  const { t, host, readOnly } = editor;
  const { steps } = useMapDocument();
  if (readOnly || host.events.length === 0 || steps[step.id] === undefined) return null;
  return <Suggested step={step} accept={(event) => bind(event)} t={t} />;

  function bind(event: string) {
    const events = steps[step.id]?.events ?? [];
    change(editor, setFields(targetOf("step", step.id), { events: [...events, event] }));
  }
}

interface SuggestedProps {
  step: Step;
  accept: (event: string) => void;
  t: TFunction<"map-editor">;
}

function Suggested({ step, accept, t }: SuggestedProps) {
  const found = useAboutMap<Bindings>("bindings").data;
  const own = found?.suggestions.filter((one) => one.step === step.id) ?? [];
  const unbound = found?.unbound_events ?? [];
  return (
    <>
      {own.length > 0 && (
        <section className={classes.part} aria-label={t("binding.suggested")}>
          <h3>{t("binding.suggested")}</h3>
          <ul className={classes.list}>
            {own.map((one) => (
              <li key={one.event} className={classes.suggestion}>
                <strong>{one.event}</strong>
                <Button size="compact-sm" variant="light" onClick={() => accept(one.event)}>
                  {t("binding.accept")}
                </Button>
                <small>{why(one, t)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {unbound.length > 0 && (
        <details className={classes.persona}>
          <summary>{t("binding.unbound", { count: unbound.length })}</summary>
          <ul className={classes.list}>
            {unbound.slice(0, 50).map(({ event, customers }) => (
              <li key={event} className={classes.suggestion}>
                <span>{event}</span>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t("binding.bindThis", { event })}
                  onClick={() => accept(event)}
                >
                  {t("binding.bind")}
                </Button>
                <small>{t("binding.customers", { count: customers, shown: count(customers) })}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function why(
  { reasons, words, place, confidence, customers }: Suggestion,
  t: TFunction<"map-editor">,
): string {
  const said = reasons.map((reason) =>
    t(`binding.why.${reason}`, { words: words.join(", "), place: percent(place) }),
  );
  return [
    ...said,
    t("binding.customers", { count: customers, shown: count(customers) }),
    t("binding.sure", { share: percent(confidence) }),
  ].join(" · ");
}
