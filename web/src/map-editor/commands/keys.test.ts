import { expect, it } from "vitest";
import { i18next } from "@/i18n";
import { COMMANDS, keysOfLine, shownKeys, WALK_LINES } from ".";

const GROUPS = ["edit", "add", "move", "map", "view"] as const;
const WRITING = ["type", "enter", "another", "breakLine", "tab", "escape"] as const;

/** The page of keys, out of the lists that the editor itself goes by. */
function page(): string {
  const t = i18next.getFixedT("en", "map-editor");
  const rows = (title: string, lines: readonly (readonly [string, string])[]) => [
    `## ${title}`,
    "| Key | What it does |",
    "|---|---|",
    ...lines.map(([keys, text]) => `| ${keys} | ${text} |`),
    "",
  ];
  const shown = (keys: readonly string[]) => keys.map((one) => shownKeys(one, false)).join(", ");
  return [
    "# Keys of the map editor",
    "On a Mac, Ctrl is ⌘. Every command is also in the menu with three dots, and in the palette (Ctrl K).",
    "",
    ...rows(
      t("shortcuts.walking"),
      WRITING.map((name) => [t(`shortcuts.${name}Keys`), t(`shortcuts.${name}`)]),
    ),
    ...rows(
      t("shortcuts.selecting"),
      WALK_LINES.map((line) => [keysOfLine(line), t(`walks.${line}`)]),
    ),
    ...GROUPS.flatMap((group) =>
      rows(
        t(`shortcuts.group.${group}`),
        COMMANDS.filter((command) => command.group === group && command.keys !== undefined).map(
          ({ id, keys = [] }) => [shown(keys), t(`commands.${id}`)],
        ),
      ),
    ),
    "With the mouse: drag over the free room of cells to select them, with Shift to extend, with Ctrl to take single things in or out;",
    "drag the square at the corner of the selection to fill; Ctrl and the wheel zoom.",
    "",
  ].join("\n");
}

it("documents every key", async () => {
  await expect(page()).toMatchFileSnapshot("../../../../docs/reference/keys.md");
});
