import type { TemplateInfo } from "@/api";

/** All that a template says of itself, in small letters. */
const wordsOf = ({ title, description, industry, audience, use, stages }: TemplateInfo) =>
  [
    title,
    description,
    industry,
    audience,
    use,
    ...stages.flatMap((stage) => [stage.title, ...stage.steps.map((step) => step.title)]),
  ]
    .join(" ")
    .toLocaleLowerCase();

/** Those of an industry (`""`: of any) that say every word of the search. */
export function searchTemplates(
  templates: readonly TemplateInfo[],
  search: string,
  industry = "",
): TemplateInfo[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    if (industry !== "" && template.industry !== industry) return false;
    const said = wordsOf(template);
    return words.every((word) => said.includes(word));
  });
}

/** Every industry once, in the order in which it first appears. */
export const industriesOf = (templates: readonly TemplateInfo[]): string[] => [
  ...new Set(templates.map(({ industry }) => industry)),
];
