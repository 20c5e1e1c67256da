import { ActionIcon, Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconColumns2, IconDots, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type MapSummary, request } from "@/api";
import { RouteThumbnail } from "@/charts/RouteThumbnail";
import { date } from "@/ui/numbers";
import classes from "./MapList.module.css";

/** Maps as a list of routes, the last changed first. */
export function MapList({ maps }: { maps: readonly MapSummary[] }) {
  const latest = [...maps].sort((a, b) => b.updated_at.localeCompare(a.updated_at));
  return (
    <ul className={classes.maps}>
      {latest.map((map) => (
        <MapItem key={map.id} map={map} />
      ))}
    </ul>
  );
}

/** The stages in order, as far as the summary knows them. */
const routeOf = (map: MapSummary) => {
  if (map.route !== undefined) return map.route;
  return typeof map.stages === "number"
    ? Array.from({ length: map.stages }, () => ({ title: "" }))
    : map.stages;
};

/** How much of what the map claims rests on evidence. */
function coverageOf({ coverage }: MapSummary, t: TFunction<"maps">): string {
  if (coverage === null || coverage === undefined || coverage.claims === 0) return "";
  return t("list.coverage", { founded: coverage.founded, claims: coverage.claims });
}

function MapItem({ map }: { map: MapSummary }) {
  const { t } = useTranslation("maps");
  const route = routeOf(map);
  const due = map.review_due;
  const overdue = due !== null && due < new Date().toISOString();
  const facts = [
    t(`state.${map.state}`),
    t("list.route", { stages: route.length, steps: map.steps, cards: map.cards }),
    map.measured ? t("list.measured") : "",
    coverageOf(map, t),
    map.owner === "" ? "" : t("list.owner", { owner: map.owner }),
    t("list.changed", { date: date(map.updated_at) }),
  ].filter(Boolean);
  return (
    <li className={classes.map}>
      <Link href={`/maps/${map.id}`} className={classes.link}>
        <div className={classes.picture}>
          <RouteThumbnail stages={route} />
        </div>
        <div className={classes.words}>
          <h2 className={classes.title}>{map.title}</h2>
          <p className={classes.facts}>{facts.join(" · ")}</p>
          {due !== null && (
            <p className={classes.review} data-overdue={overdue || undefined}>
              {t(overdue ? "list.overdue" : "list.due", { date: date(due) })}
            </p>
          )}
        </div>
      </Link>
      <ItemMenu map={map} />
    </li>
  );
}

function ItemMenu({ map }: { map: MapSummary }) {
  const { t } = useTranslation("maps");
  const queries = useQueryClient();
  const refresh = () => {
    for (const key of ["maps", "overview"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const restore = useMutation({
    mutationFn: () => request(`/api/maps/${map.id}/restore`, { method: "POST", body: {} }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => request(`/api/maps/${map.id}`, { method: "DELETE" }),
    onSuccess: () => {
      refresh();
      const id = notifications.show({
        message: (
          <>
            {t("list.removed", { title: map.title })}{" "}
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                restore.mutate();
                notifications.hide(id);
              }}
            >
              {t("list.undo")}
            </Button>
          </>
        ),
      });
    },
    onError: (error) => notifications.show({ color: "barrier", message: error.message }),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          className={classes.menu}
          aria-label={t("list.more", { title: map.title })}
        >
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href={`/maps/compare?a=${map.id}`}
          leftSection={<IconColumns2 size={17} aria-hidden="true" />}
        >
          {t("list.compare")}
        </Menu.Item>
        <Menu.Item
          color="barrier"
          leftSection={<IconTrash size={17} aria-hidden="true" />}
          onClick={() => remove.mutate()}
        >
          {t("list.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
