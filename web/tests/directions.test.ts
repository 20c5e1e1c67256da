import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/** What each room may import of ours, beside itself. Types count as imports. */
const ALLOWED: Record<string, readonly string[]> = {
  "map-model": [],
  charts: [],
  ui: [],
  api: [],
  i18n: ["features", "map-editor", "live", "shell", "ui"],
  live: ["map-model", "api"],
  "map-editor": ["live", "map-model", "ui", "charts", "api"],
  features: ["map-editor", "live", "map-model", "ui", "charts", "api"],
  shell: ["features", "ui", "charts", "api", "i18n"],
};
const ROOTS = ["main.tsx", "vite-env.d.ts"];

interface Import {
  file: string;
  from: string;
  to: string;
}

const sources = readdirSync(SRC, { recursive: true, encoding: "utf-8" }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes("testing"),
);

const roomOf = (path: string) => path.split(/[\\/]/)[0] ?? path;

/** The file that an import names, seen from `src`. */
function target(file: string, name: string): string | null {
  if (name.startsWith("@/")) return name.slice(2);
  const path = relative(SRC, join(SRC, file, "..", name));
  /** Tokens and icons are data shared with the renderer; they stand outside the front end. */
  if (name.startsWith(".")) return path.startsWith("..") && path.endsWith(".json") ? null : path;
  return null;
}

const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(SRC, file), "utf-8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].flatMap(([, name = ""]) => {
    const to = target(file, name);
    return to === null ? [] : [{ file, from: roomOf(file), to }];
  });
});

describe("directions of imports", () => {
  it("knows every room", () => {
    const rooms = new Set(sources.map(roomOf).filter((room) => !ROOTS.includes(room)));
    expect([...rooms].filter((room) => !(room in ALLOWED))).toEqual([]);
  });

  it("finds imports to judge", () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it.each(Object.keys(ALLOWED))("%s imports downstream rooms only", (room) => {
    const wrong = imports.filter(
      ({ from, to }) => from === room && roomOf(to) !== room && !ALLOWED[room]?.includes(roomOf(to)),
    );
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });

  it("keeps features apart from each other", () => {
    const feature = (path: string) => path.split(/[\\/]/)[1];
    const wrong = imports.filter(
      ({ file, from, to }) =>
        from === "features" && roomOf(to) === "features" && feature(file) !== feature(to),
    );
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });
});
