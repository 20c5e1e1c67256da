/** What the editor borrows from its page: pictures of the map, other maps that a step may open, departments. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { answered, client, ProblemError, uploadFile, useMaps } from "@/api";
import type { MapShelf, PictureShelf } from "@/map-editor";

interface StoredPicture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export function usePictures(map: string): PictureShelf {
  return useMemo(() => {
    const images = `/api/maps/${encodeURIComponent(map)}/images`;
    return {
      address: (id) => `${images}/${encodeURIComponent(id)}`,
      store: async (file, onProgress) => {
        try {
          return (await uploadFile<StoredPicture>(images, file, onProgress)).id;
        } catch (error) {
          // What is wrong with the picture stands in the detail; the title only says that it was refused.
          throw error instanceof ProblemError ? new Error(error.detail, { cause: error }) : error;
        }
      },
    };
  }, [map]);
}

export function useMapShelf(): MapShelf {
  const [, go] = useLocation();
  const { data } = useMaps();
  return useMemo(
    () => ({
      all: (data ?? []).map(({ id, title }) => ({ id, title })),
      open: (id) => go(`/maps/${encodeURIComponent(id)}`),
    }),
    [data, go],
  );
}

const NONE: readonly string[] = [];

/** Names of the workspace's departments, for suggestions. */
export function useDepartments(): readonly string[] {
  const { data } = useQuery({
    queryKey: ["departments"],
    queryFn: ({ signal }) => answered(client.GET("/api/departments", { signal })),
  });
  return useMemo(() => data?.map(({ name }) => name) ?? NONE, [data]);
}
