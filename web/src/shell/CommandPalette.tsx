import { Modal, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Command, useCommandPalette } from "@/ui/commands";
import classes from "./CommandPalette.module.css";

/** Every word of the query stands somewhere in the label or its group. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ enabled, label, group }) => {
    const text = `${label} ${group ?? ""}`.toLowerCase();
    return enabled !== false && words.every((word) => text.includes(word));
  });
}

/** Ctrl or Cmd K: every command by its name. */
export function CommandPalette() {
  const { t } = useTranslation("shell");
  const { opened, open, close } = useCommandPalette();
  useHotkeys([["mod+K", open]], []);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("palette.open")}
      classNames={{ header: "sj-visually-hidden" }}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
    >
      {opened && <PaletteList />}
    </Modal>
  );
}

function PaletteList() {
  const { t } = useTranslation("shell");
  const { commands, close } = useCommandPalette();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const found = matching(commands, query);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setChosen((at) => (at + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <div className={classes.palette}>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="lg"
        classNames={{ input: classes.input }}
        aria-label={t("palette.label")}
        placeholder={t("palette.placeholder")}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label={t("palette.open")} className={classes.list}>
        {found.map((command, index) => (
          <button
            type="button"
            role="option"
            tabIndex={-1}
            id={`${listId}-${index}`}
            key={command.id}
            aria-selected={index === chosen}
            className={classes.item}
            onMouseMove={() => setChosen(index)}
            onClick={() => run(command)}
          >
            <span className={classes.icon}>{command.icon}</span>
            <span className={classes.label}>{command.label}</span>
            <span className={classes.group}>{command.shortcut ?? command.group}</span>
          </button>
        ))}
      </div>
      <p className={classes.hint}>{found.length === 0 ? t("palette.none", { query }) : t("palette.hint")}</p>
    </div>
  );
}
