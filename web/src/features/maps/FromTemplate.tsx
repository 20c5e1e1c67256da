import { Loader } from "@mantine/core";
import { useTemplates } from "@/api";
import classes from "./Dialogs.module.css";
import { Trouble } from "./Trouble";
import { useCreateMap } from "./useCreateMap";

export function FromTemplate() {
  const templates = useTemplates();
  const create = useCreateMap();
  return (
    <div className={classes.form}>
      {templates.isPending && <Loader size="sm" />}
      <Trouble error={templates.error ?? create.error} />
      <div className={classes.templates}>
        {templates.data?.map(({ id, title, description, industry }) => (
          <button
            key={id}
            type="button"
            className={classes.template}
            disabled={create.isPending}
            onClick={() => create.mutate({ template: id })}
          >
            <span className={classes.industry}>{industry}</span>
            <strong>{title}</strong>
            <span className={classes.about}>{description}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
