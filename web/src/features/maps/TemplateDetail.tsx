import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateInfo } from "@/api";
import classes from "./Templates.module.css";
import { TemplateThumbnail } from "./TemplateThumbnail";

export interface TemplateDetailProps {
  template: TemplateInfo;
  busy: boolean;
  onBack: () => void;
  onStart: () => void;
}

/** What is in a template, before one begins with it. */
export function TemplateDetail({ template, busy, onBack, onStart }: TemplateDetailProps) {
  const { t } = useTranslation("maps");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
        onClick={onBack}
      >
        {t("templates.back")}
      </Button>
      <article className={classes.detail}>
        <header className={classes.head}>
          <p className={classes.quiet}>{template.industry}</p>
          <h3 ref={heading} tabIndex={-1} className={classes.title}>
            {template.title}
          </h3>
          <p>{template.description}</p>
        </header>
        <TemplateThumbnail id={template.id} />
        <Facts template={template} />
        <Button loading={busy} onClick={onStart} className={classes.start}>
          {t("templates.start")}
        </Button>
        <Way template={template} />
      </article>
    </>
  );
}

function Facts({ template }: { template: TemplateInfo }) {
  const { t } = useTranslation("maps");
  const { stages, steps, cards, links } = template;
  const facts = [
    ["audience", template.audience],
    ["use", template.use],
    ["personas", template.personas.join(", ")],
    ["lanes", template.lanes.join(", ")],
    ["holds", steps > 0 ? t("templates.sizes", { stages: stages.length, steps, cards, links }) : ""],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, said]) =>
        said === "" ? null : (
          <div key={name}>
            <dt>{t(`templates.${name}`)}</dt>
            <dd>{said}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** The stages, each with its steps in order. */
function Way({ template }: { template: TemplateInfo }) {
  const { t } = useTranslation("maps");
  return (
    <section>
      <h4 className={classes.wayTitle}>{t("templates.way")}</h4>
      <ol className={classes.way}>
        {template.stages.map((stage) => (
          <li
            key={stage.title}
            style={{ borderTopColor: `var(--sj-stage-${stage.color % 8}-base)` }}
            className={classes.stage}
          >
            <strong>{stage.title}</strong>
            {stage.steps.length > 0 && (
              <ol>
                {stage.steps.map((step) => (
                  <li key={step.title}>
                    {step.title}
                    {step.moment_of_truth && <span className={classes.truth}>{t("templates.truth")}</span>}
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
