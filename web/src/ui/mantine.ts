/** Mantine, dressed in the product's own tokens. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";
import { schemeVariables, sharedVariables, theme } from "./tokens";

const shades = (mix: (percent: number) => string): MantineColorsTuple => [
  mix(8),
  mix(16),
  mix(28),
  mix(42),
  mix(58),
  mix(76),
  mix(100),
  mix(100),
  mix(100),
  mix(100),
];

/** Ten shades made from one token, so that Mantine's parts follow the scheme by themselves. */
const fromToken = (token: string) =>
  shades((percent) =>
    percent === 100
      ? `var(--sj-${token})`
      : `color-mix(in oklab, var(--sj-${token}) ${percent}%, var(--sj-surface))`,
  );

type TenTokens = [string, string, string, string, string, string, string, string, string, string];

/** Mantine's neutral shades (gray in light, dark in dark), each one of our tokens. */
const tuple = (tokens: TenTokens): MantineColorsTuple => {
  const [a, b, c, d, e, f, g, h, i, j] = tokens.map((token) => `var(--sj-${token})`) as TenTokens;
  return [a, b, c, d, e, f, g, h, i, j];
};

/** Words on filled parts: the token made for it in each scheme, not always white. */
const onFilled: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== "filled") return colors;
  const isAccent = input.color === undefined || input.color === "accent";
  return { ...colors, color: isAccent ? "var(--sj-accent-ink)" : "var(--sj-paper)" };
};

/** The theme; `closeLabel` names every small button that closes something. */
export const mantineTheme = (closeLabel: string) =>
  createTheme({
    components: {
      /** The placeholder is a focusable child that a menu may not have. */
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
      Modal: { defaultProps: { closeButtonProps: { "aria-label": closeLabel } } },
      Drawer: { defaultProps: { closeButtonProps: { "aria-label": closeLabel } } },
      Notification: { defaultProps: { closeButtonProps: { "aria-label": closeLabel } } },
    },
    variantColorResolver: onFilled,
    fontFamily: "var(--sj-font-text)",
    headings: { fontFamily: "var(--sj-font-display)", fontWeight: "600" },
    colors: {
      accent: fromToken("accent"),
      barrier: fromToken("barrier"),
      good: fromToken("good"),
      gray: tuple([
        "paper",
        "sunken",
        "sunken",
        "line",
        "strong-line",
        "faint",
        "muted",
        "muted",
        "ink",
        "ink",
      ]),
      dark: tuple([
        "ink",
        "muted",
        "muted",
        "faint",
        "strong-line",
        "line",
        "raised",
        "surface",
        "sunken",
        "paper",
      ]),
    },
    primaryColor: "accent",
    primaryShade: 6,
    defaultRadius: theme.radius.card,
    cursorType: "pointer",
    respectReducedMotion: true,
    fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1rem", xl: "1.25rem" },
  });

const overrides = {
  "--mantine-color-body": "var(--sj-paper)",
  "--mantine-color-text": "var(--sj-ink)",
  "--mantine-color-dimmed": "var(--sj-muted)",
  "--mantine-color-placeholder": "var(--sj-faint)",
  "--mantine-color-error": "var(--sj-barrier)",
  "--mantine-color-default": "var(--sj-surface)",
  "--mantine-color-default-hover": "var(--sj-sunken)",
  "--mantine-color-default-color": "var(--sj-ink)",
  "--mantine-color-default-border": "var(--sj-strong-line)",
  "--mantine-color-anchor": "var(--sj-accent)",
  "--mantine-primary-color-contrast": "var(--sj-accent-ink)",
  "--mantine-primary-color-filled": "var(--sj-accent)",
  "--mantine-primary-color-filled-hover": "color-mix(in oklab, var(--sj-accent) 88%, var(--sj-ink))",
  "--mantine-primary-color-light": "var(--sj-accent-tint)",
  "--mantine-primary-color-light-hover": "color-mix(in oklab, var(--sj-accent-tint) 88%, var(--sj-accent))",
  "--mantine-primary-color-light-color": "var(--sj-accent)",
};

/** What Mantine derives from a colour's shades, made from the token in both schemes instead. */
const colorVariables = (name: string): Record<string, string> => ({
  [`--mantine-color-${name}-text`]: `var(--sj-${name})`,
  [`--mantine-color-${name}-filled`]: `var(--sj-${name})`,
  [`--mantine-color-${name}-filled-hover`]: `color-mix(in oklab, var(--sj-${name}) 88%, var(--sj-ink))`,
  [`--mantine-color-${name}-light`]: `var(--sj-${name}-tint)`,
  [`--mantine-color-${name}-light-hover`]: `color-mix(in oklab, var(--sj-${name}-tint) 88%, var(--sj-${name}))`,
  [`--mantine-color-${name}-light-color`]: `var(--sj-${name})`,
  [`--mantine-color-${name}-outline`]: `var(--sj-${name})`,
});

/** Quiet parts, such as small icon buttons: muted words, sunken ground, in both schemes. */
const grayVariables: Record<string, string> = {
  "--mantine-color-gray-text": "var(--sj-muted)",
  "--mantine-color-gray-filled": "var(--sj-muted)",
  "--mantine-color-gray-filled-hover": "var(--sj-ink)",
  "--mantine-color-gray-light": "var(--sj-sunken)",
  "--mantine-color-gray-light-hover": "var(--sj-line)",
  "--mantine-color-gray-light-color": "var(--sj-muted)",
  "--mantine-color-gray-outline": "var(--sj-muted)",
};

export const variablesResolver: CSSVariablesResolver = () => {
  const colors = Object.assign({}, grayVariables, ...["accent", "barrier", "good"].map(colorVariables));
  return {
    variables: sharedVariables(),
    light: { ...schemeVariables("light"), ...overrides, ...colors },
    dark: { ...schemeVariables("dark"), ...overrides, ...colors },
  };
};
