import { Page } from "@/ui/Page";

export function DataPage() {
  return <Page title="DataPage">{null}</Page>;
}
