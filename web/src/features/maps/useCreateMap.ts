import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { request } from "@/api";

export interface NewMap {
  title?: string;
  template?: string;
  yaml?: string;
}

/** Makes a map and goes to it. */
export function useCreateMap() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (map: NewMap) => request<{ id: string }>("/api/maps", { method: "POST", body: map }),
    onSuccess: ({ id }) => {
      for (const key of ["maps", "overview"]) void queries.invalidateQueries({ queryKey: [key] });
      navigate(`/maps/${id}`);
    },
  });
}
