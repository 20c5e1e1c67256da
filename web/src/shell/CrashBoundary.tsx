import { Button, Group } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./CrashBoundary.module.css";

function CrashNote() {
  const { t } = useTranslation("shell");
  return (
    <main className={classes.crash}>
      <ProblemNote title={t("error.crashed")} detail={t("error.crashedDetail")} />
      <Group>
        <Button onClick={() => window.location.reload()}>{t("error.reload")}</Button>
        <Button variant="default" component="a" href="/">
          {t("error.home")}
        </Button>
      </Group>
    </main>
  );
}

/** Keeps a fault in one page from taking the whole app along. */
export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <CrashNote /> : this.props.children;
  }
}
