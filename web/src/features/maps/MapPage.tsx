import { Page } from "@/ui/Page";

export function MapPage({ id }: { id: string }) {
  return <Page title={id}>{null}</Page>;
}
