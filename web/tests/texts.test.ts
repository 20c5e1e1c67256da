import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { english, namespaceOf } from "@/i18n";

const SRC = join(import.meta.dirname, "../src");
const sources = readdirSync(SRC, { recursive: true, encoding: "utf-8" }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path),
);

const has = (texts: unknown, key: string): boolean => {
  const found = key
    .split(".")
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], texts);
  return found !== undefined;
};

interface Use {
  file: string;
  namespace: string;
  key: string;
}

/** Every fixed key, with the namespace that its file asks for. Keys made of parts cannot be read off. */
const uses: Use[] = sources.flatMap((file) => {
  const text = readFileSync(join(SRC, file), "utf-8");
  const namespace = /useTranslation\("([^"]+)"\)/.exec(text)?.[1];
  if (namespace === undefined) return [];
  return [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key = ""]) => ({ file, namespace, key }));
});

describe("texts", () => {
  it("takes the folder's name as the namespace", () => {
    expect(namespaceOf("../features/maps/en.ts")).toBe("maps");
  });

  it("finds uses to judge", () => {
    expect(uses.length).toBeGreaterThan(100);
  });

  it("has a text for every key", () => {
    const missing = uses.filter(
      ({ namespace, key }) => !has(english[namespace], key) && !has(english[namespace], `${key}_other`),
    );
    expect(missing.map(({ file, namespace, key }) => `${file}: ${namespace}:${key}`)).toEqual([]);
  });
});
