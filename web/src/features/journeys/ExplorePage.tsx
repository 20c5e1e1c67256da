import { Page } from "@/ui/Page";

export function ExplorePage({ view }: { view: string }) {
  return <Page title={view}>{null}</Page>;
}
