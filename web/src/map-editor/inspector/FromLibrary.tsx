import { Button, Menu } from "@mantine/core";
import { IconBooks } from "@tabler/icons-react";
import { useMapDocument } from "@/live";
import { Portrait } from "@/ui/Portrait";
import { carryOut, useEditor } from "../context";
import { addPersona } from "../layout/edits";
import classes from "./Inspector.module.css";

/** Copies a persona of the library onto the map; those that it has are left out. */
export function FromLibrary() {
  const editor = useEditor();
  const map = useMapDocument();
  const { t, host } = editor;
  const here = new Set(Object.values(map.personas).map(({ library }) => library));
  const choices = (host.personas?.library ?? []).filter(({ id }) => !here.has(id));
  if (choices.length === 0) return null;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.quiet}
          leftSection={<IconBooks size={16} aria-hidden="true" />}
        >
          {t("persona.fromLibrary")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: "auto" }}>
        {choices.map(({ id, version, fields }) => (
          <Menu.Item
            key={id}
            leftSection={
              <Portrait
                code={String(fields.avatar ?? "")}
                of={id}
                color={Number(fields.color ?? 0)}
                size={26}
              />
            }
            onClick={() =>
              carryOut(editor, addPersona(map, { ...fields, library: id, library_version: version }))
            }
          >
            {String(fields.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
