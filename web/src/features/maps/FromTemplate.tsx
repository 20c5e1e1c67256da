import { Loader } from "@mantine/core";
import { useState } from "react";
import { useTemplates } from "@/api";
import classes from "./Dialogs.module.css";
import { TemplateDetail } from "./TemplateDetail";
import { TemplateGallery } from "./TemplateGallery";
import { Trouble } from "./Trouble";
import { useCreateMap } from "./useCreateMap";

/** The gallery of templates, and before one is chosen, what is in it. */
export function FromTemplate() {
  const templates = useTemplates();
  const create = useCreateMap();
  const [search, setSearch] = useState("");
  const [industry, setIndustry] = useState("");
  const [opened, setOpened] = useState<string | null>(null);
  const [lookedAt, setLookedAt] = useState<string | null>(null);
  const template = templates.data?.find(({ id }) => id === opened);

  const open = (id: string) => {
    setOpened(id);
    setLookedAt(id);
  };
  return (
    <div className={classes.form}>
      {templates.isPending && <Loader size="sm" />}
      <Trouble error={templates.error ?? create.error} />
      {template !== undefined && (
        <TemplateDetail
          template={template}
          busy={create.isPending}
          onBack={() => setOpened(null)}
          onStart={() => create.mutate({ template: template.id })}
        />
      )}
      {template === undefined && templates.data !== undefined && (
        <TemplateGallery
          templates={templates.data}
          search={search}
          onSearch={setSearch}
          industry={industry}
          onIndustry={setIndustry}
          lookedAt={lookedAt}
          onOpen={open}
        />
      )}
    </div>
  );
}
