import { Skeleton } from "@mantine/core";
import classes from "./Page.module.css";

/** The outline of a part of a page that is on its way. */
export function SectionSkeleton() {
  return (
    <div className={classes.section} aria-busy="true">
      <Skeleton height={16} width="min(24rem, 70%)" />
      <Skeleton height={280} />
    </div>
  );
}

/** The outline of a page that is on its way. */
export function PageSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      <Skeleton height={40} width="min(20rem, 70%)" />
      <Skeleton height={16} width="min(34rem, 90%)" />
      <Skeleton height={320} />
    </div>
  );
}
