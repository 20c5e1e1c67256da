import { Button } from "@mantine/core";
import { IconArrowBackUp, IconArrowsDiff, IconHistory } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { dateTime } from "@/ui/numbers";
import { RestoreButton } from "./RestoreButton";
import classes from "./Versions.module.css";
import { type MapState, useVersionsDesk } from "./VersionsDesk";

/** Above the map: which state of it one looks at, and the ways out. */
export function Banner() {
  const { shown, error } = useVersionsDesk();
  if (error !== null) return <Trouble error={error} />;
  if (shown.mode === "look") return <Looking state={shown.state} />;
  return shown.mode === "compare" ? <Comparing from={shown.from} to={shown.to} /> : null;
}

function Looking({ state }: { state: MapState }) {
  const { t } = useTranslation("versions");
  const { show } = useVersionsDesk();
  return (
    <Note
      title={t("banner.looking", { title: state.title })}
      more={t("banner.lookingMore", { at: dateTime(state.at) })}
    >
      <RestoreButton state={state} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowsDiff size={16} aria-hidden="true" />}
        onClick={() => show({ mode: "compare", from: state, to: null })}
      >
        {t("banner.compare")}
      </Button>
    </Note>
  );
}

function Comparing({ from, to }: { from: MapState; to: MapState | null }) {
  const { t } = useTranslation("versions");
  const { show, differences, measured } = useVersionsDesk();
  const count = differences?.filter(({ inside }) => inside === "").length;
  const more =
    count === undefined
      ? t("banner.wait")
      : count === 0 && measured === 0
        ? t("banner.same")
        : t("banner.comparingMore", { count });
  const title = t("banner.comparing", { from: from.title, to: to?.title ?? t("banner.now") });
  return (
    <Note title={title} more={more} way="stop">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden="true" />}
        onClick={() => show({ mode: "look", state: from })}
      >
        {t("act.look")}
      </Button>
    </Note>
  );
}

function Trouble({ error }: { error: Error }) {
  const { t } = useTranslation("versions");
  const words = error instanceof ProblemError ? `${error.title} ${error.detail}` : error.message;
  return <Note title={t("act.failed")} more={words} />;
}

interface NoteProps {
  title: string;
  more: string;
  /** What the way back is called. */
  way?: "back" | "stop";
  children?: ReactNode;
}

function Note({ title, more, way = "back", children }: NoteProps) {
  const { t } = useTranslation("versions");
  const { show } = useVersionsDesk();
  return (
    <section className={classes.banner} aria-label={title}>
      <p role="status">
        <strong>{title}</strong> <span>{more}</span>
      </p>
      <div className={classes.acts}>
        <Button
          size="xs"
          variant="filled"
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
          onClick={() => show({ mode: "now" })}
        >
          {t(`banner.${way}`)}
        </Button>
        {children}
      </div>
    </section>
  );
}
