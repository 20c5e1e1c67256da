import { describe, expect, it } from "vitest";
import { i18next } from "@/i18n";
import { COMMANDS } from ".";

describe("the one list of commands", () => {
  it("has a text for every command", () => {
    for (const { id } of COMMANDS) expect(i18next.exists(`map-editor:commands.${id}`), id).toBe(true);
  });

  it("gives no key to two commands, and no name twice", () => {
    const keys = COMMANDS.flatMap((command) => command.keys ?? []);
    expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([]);
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
