import { DEFAULT_THEME } from "@mantine/core";
import { describe, expect, it } from "vitest";
import { variablesResolver } from "./mantine";

describe("Mantine in our tokens", () => {
  it.each(["accent", "barrier", "good", "gray"])(
    "names a readable word colour for quiet %s parts in both schemes",
    (name) => {
      const { light, dark } = variablesResolver({ ...DEFAULT_THEME });
      const word = `var(--sj-${name === "gray" ? "muted" : name})`;
      expect(light[`--mantine-color-${name}-light-color`]).toBe(word);
      expect(dark[`--mantine-color-${name}-light-color`]).toBe(word);
    },
  );
});
