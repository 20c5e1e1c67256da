import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Session } from "@/api";
import { NotificationBell } from "@/features/notifications";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { CommandPalette } from "./CommandPalette";
import { CrashBoundary } from "./CrashBoundary";
import classes from "./Frame.module.css";
import { JobTray } from "./JobTray";
import { Navigation } from "./Navigation";
import { Pages } from "./Pages";
import { useShellCommands } from "./useShellCommands";

/** Navigation on one side, the page beside it. */
export function Frame({ session }: { session: Session | undefined }) {
  const { t } = useTranslation("shell");
  const [location] = useLocation();
  useShellCommands();
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        {t("skip")}
      </a>
      <Navigation session={session}>
        <NotificationBell />
        <JobTray />
      </Navigation>
      <main id="content" className={classes.content} tabIndex={-1}>
        <CrashBoundary key={location.split("/")[1]}>
          <Suspense fallback={<PageSkeleton />}>
            <Pages />
          </Suspense>
        </CrashBoundary>
      </main>
      <CommandPalette />
    </div>
  );
}
