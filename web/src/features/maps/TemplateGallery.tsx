import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateInfo } from "@/api";
import { industriesOf, searchTemplates } from "./searchTemplates";
import classes from "./Templates.module.css";
import { TemplateThumbnail } from "./TemplateThumbnail";

export interface TemplateGalleryProps {
  templates: readonly TemplateInfo[];
  search: string;
  onSearch: (search: string) => void;
  /** Of this industry alone; `""`: of all. */
  industry: string;
  onIndustry: (industry: string) => void;
  /** The one that was just looked at: it takes the focus back. */
  lookedAt: string | null;
  onOpen: (id: string) => void;
}

export function TemplateGallery({
  templates,
  search,
  onSearch,
  industry,
  onIndustry,
  lookedAt,
  onOpen,
}: TemplateGalleryProps) {
  const { t } = useTranslation("maps");
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const found = searchTemplates(templates, search, industry);
  const industries = industriesOf(templates).map((name) => ({ value: name, label: name }));
  return (
    <>
      <search className={classes.filters}>
        <TextInput
          type="search"
          label={t("templates.search")}
          placeholder={t("templates.searchHint")}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("templates.industry")}
          data={[{ value: "", label: t("templates.allIndustries") }, ...industries]}
          value={industry}
          onChange={(event) => onIndustry(event.currentTarget.value)}
        />
      </search>
      <p className={classes.count} role="status">
        {found.length === 0 ? t("templates.none") : t("templates.found", { count: found.length })}
      </p>
      <ul className={classes.gallery}>
        {found.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              className={classes.card}
              ref={template.id === lookedAt ? back : undefined}
              onClick={() => onOpen(template.id)}
            >
              <TemplateThumbnail id={template.id} />
              <span className={classes.words}>
                <span className={classes.quiet}>{template.industry}</span>
                <strong>{template.title}</strong>
                <span className={classes.about}>{template.description}</span>
                <span className={classes.quiet}>
                  {template.steps > 0 ? t("templates.size", sizesOf(template)) : t("templates.empty")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const sizesOf = ({ stages, steps }: TemplateInfo) => ({ stages: stages.length, steps });
