import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRoute } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { request } from "@/api";
import { stepsOperation } from "./stepsOperation";

interface NewMap {
  id: string;
  document: { stages: Record<string, { order: string }> };
}

/** Makes a map whose steps are the funnel's, bound to its events and measured. */
export function StepsToMapButton({ steps }: { steps: readonly string[] }) {
  const { t } = useTranslation("journeys");
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: async () => {
      const title = t("toMap.title", { first: steps[0], last: steps.at(-1) });
      const map = await request<NewMap>("/api/maps", { method: "POST", body: { title } });
      const after = Object.values(map.document.stages).map((stage) => stage.order);
      const operation = stepsOperation(steps, { stage: t("toMap.stage"), after });
      await request(`/api/maps/${map.id}/operations`, { method: "POST", body: { operations: [operation] } });
      await request(`/api/maps/${map.id}/measure`, { method: "POST" });
      return map.id;
    },
    onSuccess: (id) => {
      void queries.invalidateQueries({ queryKey: ["maps"] });
      navigate(`/maps/${id}`);
    },
    onError: (error) =>
      notifications.show({ color: "barrier", title: t("toMap.failed"), message: error.message }),
  });
  return (
    <Button
      variant="light"
      size="compact-md"
      leftSection={<IconRoute size={16} />}
      loading={make.isPending}
      onClick={() => make.mutate()}
    >
      {t("toMap.action")}
    </Button>
  );
}
