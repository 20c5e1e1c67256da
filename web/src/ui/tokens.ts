/** The visual tokens shared with the renderer, as typed values and as CSS variables. */
import theme from "@theme";

export type Scheme = "light" | "dark";

export const STAGE_COUNT = theme.stages.length;

const kebab = (name: string) => name.replaceAll("_", "-");

/** CSS variables that do not change with the colour scheme. */
export function sharedVariables(): Record<string, string> {
  const variables: Record<string, string> = {
    "--sj-font-display": `"${theme.fonts.display}", "${theme.fonts.text}", system-ui, sans-serif`,
    "--sj-font-text": `"${theme.fonts.text}", system-ui, sans-serif`,
  };
  for (const [name, size] of Object.entries(theme.type)) variables[`--sj-type-${name}`] = `${size / 16}rem`;
  theme.space.forEach((size, index) => {
    variables[`--sj-space-${index}`] = `${size / 16}rem`;
  });
  for (const [name, size] of Object.entries(theme.radius)) variables[`--sj-radius-${name}`] = `${size}px`;
  return variables;
}

/** CSS variables of one colour scheme. */
export function schemeVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, color] of Object.entries(theme[scheme])) variables[`--sj-${kebab(name)}`] = color;
  theme.stages.forEach((stage, index) => {
    for (const [name, color] of Object.entries(stage[scheme]))
      variables[`--sj-stage-${index}-${name}`] = color;
  });
  for (const [name, color] of Object.entries(theme.emotion[scheme]))
    variables[`--sj-emotion-${name}`] = color;
  return variables;
}

export { theme };
