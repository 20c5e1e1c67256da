import { useComputedColorScheme } from "@mantine/core";
import classes from "./Templates.module.css";
import { thumbnailOf } from "./templates";

/** The template in small, in the colours of the page. What it shows is said in words beside it. */
export function TemplateThumbnail({ id }: { id: string }) {
  const scheme = useComputedColorScheme("light");
  return (
    <img
      src={thumbnailOf(id, scheme)}
      alt=""
      width={320}
      height={128}
      loading="lazy"
      className={classes.thumbnail}
    />
  );
}
